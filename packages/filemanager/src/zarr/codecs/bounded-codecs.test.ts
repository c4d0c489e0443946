import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { registry } from "zarrita";
import { countAllocations } from "../../../test/count-allocations.ts";
import { temporaryFolders } from "../../../test/zarr-plates.ts";
import { zarrBackend } from "../zarr-backend.ts";

const newRoot = temporaryFolders();
const SIDE = 64;
const BYTES = SIDE * SIDE * 2;
const pixels = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => (i * 31) % 4001);
const raw = new Uint8Array(pixels.buffer);
const zeros = new Uint8Array(32 * 2 ** 20);

type Encode = (bytes: Uint8Array) => Promise<Uint8Array>;

/** The chunks of any codec, as zarrita's own encoders write them. */
function foreign(name: "zstd" | "blosc" | "lz4", config: object = {}): Encode {
  return async (bytes) => {
    const facts = { dataType: "uint8" as const, shape: [], codecs: [], fillValue: null };
    const codec = (await registry.get(name)?.())?.fromConfig(config, facts);
    return (codec as unknown as { encode: Encode }).encode(bytes);
  };
}

/** A Zstandard frame of one segment as a stream writes it, which does not know its length. */
function withoutSize(frame: Uint8Array): Uint8Array {
  const sizeBytes = [1, 2, 4, 8][(frame[4] ?? 0) >> 6] ?? 0;
  return Uint8Array.from([...frame.subarray(0, 4), 0, 0x88, ...frame.subarray(5 + sizeBytes)]);
}

const zstd = foreign("zstd", { level: 1 });
const blosc = { cname: "zstd", clevel: 5, shuffle: 1, blocksize: 0 };
const CODECS: readonly (readonly [name: string, compressor: object, encode: Encode])[] = [
  ["gzip", { id: "gzip", level: 1 }, async (bytes) => gzipSync(bytes)],
  ["zlib", { id: "zlib", level: 1 }, async (bytes) => deflateSync(bytes)],
  ["zstd", { id: "zstd", level: 1 }, zstd],
  ["zstd without a stated length", { id: "zstd", level: 1 }, async (bytes) => withoutSize(await zstd(bytes))],
  ["blosc", { id: "blosc", ...blosc }, foreign("blosc", blosc)],
  ["blosc of LZ4", { id: "blosc", ...blosc, cname: "lz4" }, foreign("blosc", { ...blosc, cname: "lz4" })],
  ["lz4", { id: "lz4", acceleration: 1 }, foreign("lz4", { acceleration: 1 })],
];

/** An array of one chunk from another writer. */
async function arrayOf(compressor: object, chunk: Uint8Array) {
  const root = newRoot();
  mkdirSync(join(root, "a/0"), { recursive: true });
  const document = { zarr_format: 2, shape: [SIDE, SIDE], chunks: [SIDE, SIDE], dtype: "<u2", order: "C" };
  const rest = { fill_value: 0, filters: null, dimension_separator: "/", compressor };
  writeFileSync(join(root, "a/.zarray"), JSON.stringify({ ...document, ...rest }));
  writeFileSync(join(root, "a/0/0"), chunk);
  return zarrBackend.create({ root, readOnly: true });
}

test.each(CODECS)("a chunk of another writer in %s is read as it was", async (_, compressor, encode) => {
  const backend = await arrayOf(compressor, await encode(raw));
  expect((await backend.load("a")).data).toEqual(pixels);
  expect(await backend.list("")).toMatchObject([{ path: "a", kind: "file" }]);
});

test.each(CODECS)("a bomb in %s is refused before it is inflated", async (_, compressor, encode) => {
  const backend = await arrayOf(compressor, await encode(zeros));
  await backend.load("a").catch(() => undefined); // one-time allocations do not count
  const before = process.memoryUsage().rss;
  const [code, allocated] = await countAllocations(() =>
    backend.load("a").then(
      () => "an image",
      (error) => error.code,
    ),
  );
  expect(code).toBe("IMAGE_UNREADABLE");
  // The plane, the chunk's bytes, the file: nothing of the unpacked size.
  expect(allocated).toBeLessThan(8 * BYTES + zeros.length / 100);
  expect(process.memoryUsage().rss - before).toBeLessThan(zeros.length / 2);
});

test.each(CODECS)("a chunk in %s that was cut, or is empty, is refused", async (_, compressor, encode) => {
  const chunk = await encode(raw);
  for (const length of [0, 1, 5, 12, Math.floor(chunk.length / 2)]) {
    const backend = await arrayOf(compressor, chunk.slice(0, length));
    await expect(backend.load("a")).rejects.toMatchObject({
      code: expect.stringMatching(/^IMAGE_(UNREADABLE|TRUNCATED)$/),
    });
  }
});

test("an array with an unsupported codec reports that, and not a missing array", async () => {
  const chunk = await foreign("blosc", blosc)(raw);
  const unknown = Uint8Array.from(chunk);
  unknown[2] = ((unknown[2] ?? 0) & 0x1d) | (6 << 5);
  for (const backend of [await arrayOf({ id: "jpegxs" }, chunk), await arrayOf({ id: "blosc", ...blosc }, unknown)])
    await expect(backend.load("a")).rejects.toMatchObject({ code: "CODEC_UNSUPPORTED", details: { path: "a" } });
});
