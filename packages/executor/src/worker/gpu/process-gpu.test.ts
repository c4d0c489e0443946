import { expect, test } from "vitest";
import { ProcessGpu } from "./process-gpu.ts";

const BOARD = { name: "Board", backend: "test" };

/** A provider whose adapter does what `request` says. */
function providerOf(request: string) {
  const list = `async () => [${JSON.stringify({ ...BOARD, copies: 1 })}]`;
  const code = `export const make = () => ({ list: ${list}, request: ${request} });`;
  return { name: "test", url: `data:text/javascript,${encodeURIComponent(code)}`, export: "make", options: {} };
}

test("the start of opening a device is reported outside, and its end, in every case", async () => {
  const told: (boolean | string)[] = [];
  const tell = async (isOpening: boolean) => void told.push(isOpening);
  const provider = providerOf("() => { globalThis.toldOfTest.push('asked'); throw new Error('no'); }");
  Object.assign(globalThis, { toldOfTest: told });
  const gpu = new ProcessGpu({ provider, adapter: BOARD, patienceMs: 60_000, idleBytes: 0 }, tell);
  await expect(gpu.session()).rejects.toMatchObject({ code: "GPU_DEVICE_REFUSED" });
  expect(told).toEqual([true, "asked", false]);
});

test("a device that opens too late is reported as opening until it has, since its driver may block the process until then", async () => {
  const told: boolean[] = [];
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const tell = async (isOpening: boolean) => {
    told.push(isOpening);
    if (!isOpening) ended();
  };
  const provider = providerOf("() => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 100))");
  const gpu = new ProcessGpu({ provider, adapter: BOARD, patienceMs: 10, idleBytes: 0 }, tell);
  await expect(gpu.session()).rejects.toMatchObject({ code: "GPU_HUNG" });
  expect(told).toEqual([true]);
  await end;
  expect(told).toEqual([true, false]);
});

test.each([
  ["an adapter", "() => new Promise(() => {})"],
  ["a device", "async () => ({ features: [], limits: {}, requestDevice: () => new Promise(() => {}) })"],
])("%s that never comes is not waited for beyond patience, and spoils the worker", async (_, request) => {
  const gpu = new ProcessGpu({ provider: providerOf(request), adapter: BOARD, patienceMs: 20, idleBytes: 0 });
  expect(gpu.isSpoiled).toBe(false);
  await expect(gpu.session()).rejects.toMatchObject({
    code: "GPU_HUNG",
    message: "Cannot open the device: expected the GPU's answer within 20 ms, got none",
  });
  expect(gpu.isSpoiled).toBe(true);
});
