import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dawnReference, nodeGpuRegistry, type ProviderReference, probeMachine } from "@ohcs/gpu-registry/host";
import { driverEnv } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";

const url = new URL("./fixtures/providers.mjs", import.meta.url).href;
const providerNamed = (name: string): ProviderReference => ({ name, url, export: name, options: {} });

const failing = (...names: readonly string[]) => ({ ...providerNamed("failing"), options: names });

/** No driver, regardless of what is installed. */
const env = driverEnv();

test("without a driver there is no GPU, a reason, and the output of the loader", async () => {
  const registry = nodeGpuRegistry({ probe: { env } });
  const status = await registry.initialize();
  expect(status).toMatchObject({ provider: "dawn", adapters: [], reason: { code: "GPU_DRIVER_MISSING" } });
  expect(status.notes.join("\n")).toMatch(/vulkan|driver/i);
  expect(registry.inventory()).toEqual({ specVersion: 1, adapters: [] });
});

test("the null backend opens a device, raises no error, computes nothing, and fails the self-test", async () => {
  const { adapters, reason } = await probeMachine({ provider: dawnReference({ backend: "null" }), env });
  expect(adapters).toMatchObject([{ id: "null-backend", selfTest: { passed: false } }]);
  expect(adapters[0]?.selfTest.message).toMatch(
    /^Cannot trust adapter: its self-test gives \d+ instead of \d+ at \d+$/,
  );
  expect(reason?.code).toBe("GPU_SELF_TEST_FAILED");
});

test("a backend unknown to Dawn is a reason that names the known ones", async () => {
  const { reason } = await probeMachine({ provider: dawnReference({ backend: "bogus" }), env });
  expect(reason).toMatchObject({ code: "GPU_PROBE_FAILED", message: expect.stringContaining("'vulkan'") });
});

/** This package as installed without `webgpu`, or with `webgpu` replaced by `index`. */
async function probeInstalled(index: string | null) {
  const folder = mkdtempSync(join(tmpdir(), "ohcs-no-webgpu-"));
  try {
    const root = fileURLToPath(new URL("..", import.meta.url));
    const copy = join(folder, "node_modules/@ohcs/gpu-registry");
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(join(root, "dist"), join(copy, "dist"), { recursive: true });
    cpSync(join(root, "package.json"), join(copy, "package.json"));
    symlinkSync(join(root, "../context"), join(folder, "node_modules/@ohcs/context"));
    if (index !== null) {
      mkdirSync(join(folder, "node_modules/webgpu"));
      writeFileSync(join(folder, "node_modules/webgpu/package.json"), JSON.stringify({ main: "index.cjs" }));
      writeFileSync(join(folder, "node_modules/webgpu/index.cjs"), index);
    }
    const installed = pathToFileURL(join(copy, "dist/dawn/index.js")).href;
    return await probeMachine({ provider: { ...dawnReference(), url: installed }, env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("without the package 'webgpu' there is no GPU, and the reason states what to install", async () => {
  const { adapters, reason } = await probeInstalled(null);
  expect(adapters).toEqual([]);
  expect(reason).toMatchObject({ code: "GPU_PACKAGE_MISSING", remedy: expect.stringContaining("webgpu@0.6.2") });
});

test("no process is started to learn that the package of a provider is not installed", async () => {
  const provider = { ...dawnReference(), requires: "webgpu-that-nobody-installed" };
  const { reason } = await probeMachine({ provider, entryUrl: "file:///nowhere.mjs" });
  expect(reason).toMatchObject({
    code: "GPU_PACKAGE_MISSING",
    message: "Cannot use GPUs: the package 'webgpu-that-nobody-installed' is not installed",
  });
});

test("a package 'webgpu' whose native part does not load is distinguished from a missing one", async () => {
  const glibc = "version `GLIBCXX_3.4.32' not found";
  const error = `throw Object.assign(new Error(${JSON.stringify(glibc)}), { code: "ERR_DLOPEN_FAILED" })`;
  const { reason } = await probeInstalled(error);
  expect(reason).toMatchObject({ code: "GPU_PACKAGE_UNLOADABLE", message: expect.stringContaining(glibc) });
});

test("a provider that hangs is ended at its deadline", async () => {
  const { reason } = await probeMachine({ provider: providerNamed("hanging"), timeoutMs: 500 });
  expect(reason).toMatchObject({ code: "GPU_PROBE_TIMEOUT", message: expect.stringContaining("500 ms") });
});

test("an adapter that crashes or is gone fails alone, and the next one is still tested", async () => {
  const { adapters, reason } = await probeMachine({ provider: failing("Crashes", "Gone", "Refuses") });
  expect(adapters.map(({ id, selfTest }) => [id, selfTest.passed, selfTest.message])).toEqual([
    ["crashes", false, "Cannot probe GPUs: the process ended before it answered (signal SIGSEGV)"],
    ["gone", false, "Cannot open adapter 'Gone': it is no longer there"],
    ["refuses", false, "no device"],
  ]);
  expect(reason?.code).toBe("GPU_SELF_TEST_FAILED");
});

test("the process that lists inspects the first adapter, and every other adapter has one for itself", async () => {
  const { adapters } = await probeMachine({ provider: { ...providerNamed("tellingPids"), options: ["a", "b", "c"] } });
  const [first] = adapters;
  expect(first?.description).toBe(first?.backend);
  expect(new Set(adapters.map(({ description }) => description)).size).toBe(3);
});

test("every process that inspects an adapter has the globals that its provider sets when it lists", async () => {
  const { adapters } = await probeMachine({ provider: { ...providerNamed("settingGlobals"), options: ["a", "b"] } });
  expect(adapters.map(({ description }) => description)).toEqual(["true", "true"]);
});

test("a provider that does not load, and one that is not exported, are reasons", async () => {
  const absent = await probeMachine({ provider: providerNamed("absent") });
  expect(absent.reason).toMatchObject({ code: "GPU_PROBE_FAILED", message: expect.stringContaining("'absent'") });
  const nowhere = await probeMachine({ provider: { ...failing(), url: "file:///nowhere.mjs" } });
  expect(nowhere.reason?.code).toBe("GPU_PROBE_FAILED");
});

test("an entry that does not load is a crash with its output", async () => {
  const { reason, notes } = await probeMachine({ entryUrl: "file:///nowhere.mjs" });
  expect(reason).toMatchObject({ code: "GPU_PROBE_CRASHED", message: expect.stringContaining("exit code 1") });
  expect(notes.join("\n")).toContain("nowhere.mjs");
});

test("the output of a driver becomes notes, once each and without source locations; standard output stays clean", async () => {
  const { notes, reason } = await probeMachine({ provider: providerNamed("printing") });
  expect({ notes, code: reason?.code }).toEqual({ notes: ["Warning: old driver"], code: "GPU_DRIVER_MISSING" });
});
