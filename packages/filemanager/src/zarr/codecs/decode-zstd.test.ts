import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { Encoder } from "@toondepauw/node-zstd";
import { expect, test } from "vitest";
import { chunkEncoder } from "./compress.ts";
import { addonDecoder, decodeZstd, nodeDecoder } from "./decode-zstd.ts";
import { mostInflated } from "./zstd-frame.ts";

/** Seen from this file: threads of a text look from the folder that the process was started in. */
const ADDON = createRequire(import.meta.url).resolve("@toondepauw/node-zstd");

const zstd = await chunkEncoder({ name: "zstd", level: 3 }, false);
const noisy = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31) >> 7);

test("decodeZstd() inflates what its encoders write", async () => {
  const inWasm = () => Promise.reject(new Error("there is a native decoder"));
  expect(
    new Uint8Array(await decodeZstd(await zstd(noisy), { exact: noisy.length, most: noisy.length }, inWasm)),
  ).toEqual(noisy);
});

test("decodeZstd() refuses what turns out longer than it may be", async () => {
  const inWasm = () => Promise.reject(new Error("there is a native decoder"));
  const most = noisy.length - 1;
  for (const frame of [await zstd(noisy), await new Encoder(3).encode(Buffer.from(noisy))])
    await expect(decodeZstd(frame, { exact: most, most }, inWasm)).rejects.toThrow();
});

test("the native addon gets no frame that could become much longer than it may", async () => {
  const decode = await addonDecoder();
  const frame = await zstd(noisy);
  expect(new Uint8Array((await decode(frame, noisy.length)) ?? [])).toEqual(noisy);
  expect(decode(frame, 100_000)).toBeNull();
  expect(decode(Uint8Array.from([...frame, ...frame]), noisy.length)).toBeNull();
});

test("the native addon inflates frames whose blocks end before they are full, as encoders write images with quiet and noisy parts", async () => {
  const range = (i: number) => (i % 60_000 < 30_000 ? 5 : 4000);
  const samples = Uint16Array.from({ length: 2 ** 20 }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 8) % range(i));
  const bytes = new Uint8Array(samples.buffer);
  const frame = await new Encoder(3).encode(Buffer.from(bytes));
  expect(mostInflated(frame)).toBeGreaterThan(bytes.length + 2 ** 17);
  const decoded = (await (await addonDecoder())(frame, bytes.length)) ?? new Uint8Array(0);
  expect(Buffer.compare(decoded, bytes)).toBe(0);
});

test("nodeDecoder() passes the limit where the runtime has Zstandard, and is null where it has not", async () => {
  expect(nodeDecoder({})).toBeNull();
  const decode = nodeDecoder({
    zstdDecompress: (frame, { maxOutputLength }, done) => done(null, Uint8Array.of(frame.length, maxOutputLength)),
  });
  expect(await decode?.(noisy.subarray(0, 5), 9)).toEqual(Uint8Array.of(5, 9));
});

test("mostInflated() counts the blocks of a frame, and trusts none that is cut or followed by more", async () => {
  for (const bytes of [noisy, noisy.subarray(0, 3), new Uint8Array(1_000_000)]) {
    const frame = await zstd(bytes);
    expect(mostInflated(frame)).toBeGreaterThanOrEqual(bytes.length);
    expect(mostInflated(frame)).toBeLessThan(bytes.length + 2 ** 17);
    expect(mostInflated(frame.subarray(0, -1))).toBe(Infinity);
    expect(mostInflated(Uint8Array.from([...frame, 0]))).toBe(Infinity);
  }
});

test("the native decoder survives threads that load it at once, and that end in the middle of it", async () => {
  const program = `
    const { Decoder, Encoder } = require(${JSON.stringify(ADDON)});
    const frame = new Encoder(3).encodeSync(Buffer.alloc(600_000, "ohcs"));
    const decode = () => new Decoder().decode(frame);
    void (async () => { for (let i = 0; i < 25; i++) await Promise.all([decode(), decode(), decode(), decode()]); })();`;
  const run = (endAfter: number | null) =>
    Promise.all(
      Array.from({ length: 4 }, (_, i) => {
        const worker = new Worker(program, { eval: true });
        if (endAfter !== null) worker.once("online", () => setTimeout(() => void worker.terminate(), endAfter * i));
        return new Promise((resolve) => worker.once("exit", resolve));
      }),
    );
  expect(await run(null)).toEqual([0, 0, 0, 0]);
  for (let round = 0; round < 5; round++) await run(5);
});
