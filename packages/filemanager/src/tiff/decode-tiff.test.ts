import { allocatePixels, DTYPES, isOhcsError, type PixelArray } from "@ohcs/context";
import { Encoder } from "@toondepauw/node-zstd";
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildTiff } from "../../test/build-tiff.ts";
import { bytesSource, joined } from "../../test/bytes-source.ts";
import { encodeTiff } from "../disk/codecs/tiff/encode-tiff.ts";
import { readTiff, readTiffHeader } from "../disk/codecs/tiff/read-tiff.ts";
import { decodeTiff, decodeTiffHeader } from "./decode-tiff.ts";

const COMPRESSIONS = ["none", "lzw", "deflate"] as const;

const [WIDTH, HEIGHT] = [390, 411];

/** `expect` takes seconds for arrays of this size. */
const isEqual = (a: PixelArray, b: PixelArray) => a.length === b.length && a.every((value, i) => value === b[i]);

test.each(COMPRESSIONS)(
  "every page of %s of every dtype is decoded as those of a file are, with its header",
  async (compression) => {
    for (const dtype of DTYPES) {
      const data = allocatePixels(dtype, 2 * HEIGHT * WIDTH);
      for (let i = 0; i < data.length; i++) data[i] = (i * i) % 251;
      const image = { data, shape: [2, HEIGHT, WIDTH], dtype, pixelSizeUm: 0.65 } as const;
      const bytes = joined(encodeTiff(image, { compression, predictor: true }, "image.tif"));
      const { data: decoded, ...facts } = await decodeTiff(bytes, { page: 1 });
      const { data: fromFile, ...others } = await readTiff(bytesSource(bytes), 1);
      expect(facts).toEqual(others);
      expect([isEqual(decoded, fromFile), isEqual(decoded, data.subarray(HEIGHT * WIDTH))]).toEqual([true, true]);
      expect(await decodeTiffHeader(bytes)).toEqual(await readTiffHeader(bytesSource(bytes)));
    }
  },
);

const outcomeOf = (image: Promise<unknown>) =>
  image.catch((error: unknown) => (isOhcsError(error) ? error.code : Promise.reject(error)));

test("a damaged TIFF has the same outcome in a page as in Node, whatever the damage", async () => {
  const data = Uint16Array.from({ length: 40 * 30 }, (_, i) => i % 97);
  const image = { data, shape: [40, 30], dtype: "uint16", pixelSizeUm: null } as const;
  const files = COMPRESSIONS.map((compression) => joined(encodeTiff(image, { compression, predictor: true }, "a.tif")));
  const changes = fc.array(fc.tuple(fc.nat({ max: 600 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), changes, async (file, changed) => {
      const bytes = Uint8Array.from(file);
      for (const [at, value] of changed) bytes[at % bytes.length] = value;
      expect(await outcomeOf(decodeTiff(bytes))).toEqual(await outcomeOf(readTiff(bytesSource(bytes), 0)));
    }),
    { numRuns: 400 },
  );
});

test("a strip that holds more rows than the image has is decoded as far as the image goes", async () => {
  const { deflateSync } = await import("node:zlib");
  const rows = Uint8Array.from({ length: 5 * 8 }, (_, i) => i);
  const tags = { 256: 8, 257: 3, 258: 8, 259: 8, 262: 1, 277: 1, 278: 3 };
  const bytes = buildTiff({ tags, segments: [deflateSync(rows)] });
  expect((await decodeTiff(bytes)).data).toEqual(rows.subarray(0, 3 * 8));
});

test("strips in Zstandard are decoded, those that are longer than the image too, damaged ones refused by name", async () => {
  const rows = Uint8Array.from({ length: 500 * 8 }, (_, i) => i % 11);
  const tags = { 256: 8, 257: 300, 258: 8, 259: 50_000, 262: 1, 277: 1, 278: 300 };
  const load = (segment: Uint8Array) => decodeTiff(buildTiff({ tags, segments: [segment] }), { path: "dropped.tif" });
  for (const length of [300 * 8, rows.length])
    expect((await load(new Encoder(3).encodeSync(Buffer.from(rows.subarray(0, length))))).data).toEqual(
      rows.subarray(0, 300 * 8),
    );
  const unreadable = { code: "IMAGE_UNREADABLE", message: expect.stringMatching(/dropped.tif.*no Zstandard frame/) };
  await expect(load(new Uint8Array(20))).rejects.toMatchObject(unreadable);
});

test("errors name the file, and JPEG is refused", async () => {
  await expect(decodeTiff(Uint8Array.of(1, 2, 3), { path: "dropped.tif" })).rejects.toThrow("'dropped.tif'");
  const tags = { 256: 8, 257: 3, 258: 8, 259: 7, 262: 1, 277: 1, 278: 3 };
  const bytes = buildTiff({ tags, segments: [new Uint8Array(20)] });
  await expect(decodeTiff(bytes)).rejects.toMatchObject({ code: "IMAGE_UNSUPPORTED" });
});
