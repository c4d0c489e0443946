import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { decodeZstd } from "@ohcs/kernels/codecs";
import zstd from "@toondepauw/node-zstd";
import { expect, test } from "vitest";
import type { ChunkCodec } from "./chunk-codec.ts";
import { chunkEncoder } from "./compress.ts";
import { loadZstd, nodeEncoder, wasmEncoder } from "./zstd.ts";

/** Seen from this file: threads of a text look from the folder that the process was started in. */
const ADDON = createRequire(import.meta.url).resolve("@toondepauw/node-zstd");

const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * i) % 97);

const decompressed = (frame: Uint8Array) => new Uint8Array(new zstd.Decoder().decodeSync(Buffer.from(frame)));

const compress = async (codec: ChunkCodec, input: Uint8Array) => (await chunkEncoder(codec, false))(input);

test("chunks are compressed to what decoders of the codec read", async () => {
  expect(decompressed(await compress({ name: "zstd", level: 3 }, bytes))).toEqual(bytes);
  expect(new Uint8Array(gunzipSync(await compress({ name: "gzip", level: 6 }, bytes)))).toEqual(bytes);
  expect(await compress({ name: "none", level: 0 }, bytes)).toBe(bytes);
});

test("what encoders of every level write comes back, of pixels, noise and runs", async () => {
  const inputs = [
    Uint8Array.from({ length: 140_000 }, (_, i) => (i * i * 31) >> 7),
    new Uint8Array(
      Uint16Array.from({ length: 40_000 }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 8) % (i % 9000)).buffer,
    ),
    Uint8Array.from({ length: 150_000 }, (_, i) => i >> 10),
  ];
  for (const level of [1, 3, 9, 16]) {
    for (const input of inputs) {
      const room = new Uint8Array(input.length);
      expect(decodeZstd(await compress({ name: "zstd", level }, input), room)).toBe(input.length);
      expect(Buffer.compare(room, input)).toBe(0);
    }
  }
});

test.each(["zstd", "gzip"] as const)(
  "%s gives equal bytes each time, in this thread at once and beside it later",
  async (name) => {
    const beside = (await chunkEncoder({ name, level: 1 }, false))(bytes);
    const here = (await chunkEncoder({ name, level: 1 }, true))(bytes);
    expect(beside).toBeInstanceOf(Promise);
    expect(here).toEqual(await beside);
    expect(await compress({ name, level: 1 }, bytes)).toEqual(here);
  },
);

test("loadZstd() finds a native encoder on this machine", async () => {
  expect((await loadZstd()).source).not.toBe("wasm");
});

test("nodeEncoder() is null where the runtime has no Zstandard, and passes the level where it has", async () => {
  expect(nodeEncoder({ constants: {} })).toBeNull();
  const encoder = nodeEncoder({
    constants: { ZSTD_c_compressionLevel: 100 },
    zstdCompress: (input, { params }, done) => done(null, Uint8Array.of(input.length, params[100] ?? 0)),
    zstdCompressSync: (input, { params }) => Uint8Array.of(params[100] ?? 0, input.length),
  });
  expect(await encoder?.compress(bytes.subarray(0, 5), 7)).toEqual(Uint8Array.of(5, 7));
  expect(encoder?.compressHere?.(bytes.subarray(0, 5), 7)).toEqual(Uint8Array.of(7, 5));
});

test("wasmEncoder() writes frames that the native decoder reads", async () => {
  const encoder = await wasmEncoder();
  expect(encoder.source).toBe("wasm");
  expect(decompressed(await encoder.compress(bytes, 3))).toEqual(bytes);
});

test("the native encoder survives threads that load it at once, and that end in the middle of it", async () => {
  const program = `
    const { Encoder } = require(${JSON.stringify(ADDON)});
    const bytes = Buffer.alloc(600_000, "ohcs");
    const encode = () => new Encoder(3).encode(bytes);
    void (async () => { for (let i = 0; i < 25; i++) await Promise.all([encode(), encode(), encode(), encode()]); })();`;
  const ended = (worker: Worker) => new Promise((resolve) => worker.once("exit", resolve));
  const run = (endAfter: number | null) =>
    Promise.all(
      Array.from({ length: 4 }, (_, i) => {
        const worker = new Worker(program, { eval: true });
        if (endAfter !== null) worker.once("online", () => setTimeout(() => void worker.terminate(), endAfter * i));
        return ended(worker);
      }),
    );
  expect(await run(null)).toEqual([0, 0, 0, 0]);
  for (let round = 0; round < 5; round++) await run(5);
});

test("chunks that are compressed side by side come out as one after the other", async () => {
  const inputs = Array.from({ length: 8 }, (_, i) => Uint8Array.from(bytes, (value) => value ^ i));
  const codec = { name: "zstd", level: 3 } as const;
  const together = await Promise.all(inputs.map((input) => compress(codec, input)));
  for (const [i, input] of inputs.entries()) {
    expect(together[i]).toEqual(await compress(codec, input));
    expect(decompressed(together[i] ?? bytes)).toEqual(input);
  }
});
