import { createHash } from "node:crypto";
import { allocatePixels, DTYPES, type Dtype, type PixelArray } from "@ohcs/context";
import sharp from "sharp";
import utif from "utif";
import { describe, expect, test } from "vitest";
import { bytesSource, joined } from "../../../../test/bytes-source.ts";
import { encodeTiff, type TiffOptions } from "./encode-tiff.ts";
import { readTiff, readTiffHeader } from "./read-tiff.ts";

const WIDTH = 700;
const HEIGHT = 301;
const COMPRESSIONS = ["none", "lzw", "deflate"] as const;
const variants = COMPRESSIONS.flatMap((compression) =>
  [false, true].map((predictor) => ({
    compression,
    predictor,
    name: `${compression}${predictor ? ", predictor" : ""}`,
  })),
);

/** Smooth parts, noise and extremes: strings of all lengths for LZW. Made once for each type. */
const SAMPLES = new Map(DTYPES.map((dtype) => [dtype, makeSamples(dtype)]));
const samplesOf = (dtype: Dtype) => SAMPLES.get(dtype) as PixelArray;

function makeSamples(dtype: Dtype): PixelArray {
  const data = allocatePixels(dtype, WIDTH * HEIGHT);
  let seed = 7;
  for (let i = 0; i < data.length; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const noise = i % 5 === 0 ? seed : seed % 7;
    data[i] = i < data.length / 2 ? Math.floor(i / WIDTH) + 0.25 : noise;
  }
  return data;
}

function encoded(dtype: Dtype, options: TiffOptions, pixelSizeUm: number | null = null): Uint8Array {
  const image = { data: samplesOf(dtype), shape: [HEIGHT, WIDTH], dtype, pixelSizeUm };
  return joined(encodeTiff(image, options, "image.tif"));
}

describe.each(variants)("encodeTiff() with $name", (options) => {
  test.each(DTYPES)("writes %s that we read back", async (dtype) => {
    const { data } = await readTiff(bytesSource(encoded(dtype, options)), 0);
    expect(Buffer.from(data.buffer as ArrayBuffer).equals(Buffer.from(samplesOf(dtype).buffer as ArrayBuffer))).toBe(
      true,
    );
  });

  test.each(["uint8", "uint16"] as const)("writes %s that libtiff reads", async (dtype) => {
    const depth = dtype === "uint8" ? "uchar" : "ushort";
    const grey = sharp(encoded(dtype, options)).toColourspace(dtype === "uint8" ? "b-w" : "grey16");
    const { data, info } = await grey.raw({ depth }).toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: WIDTH, height: HEIGHT, channels: 1 });
    expect(data.equals(Buffer.from(samplesOf(dtype).buffer as ArrayBuffer))).toBe(true);
  });
});

test.each(COMPRESSIONS)("encodeTiff() with %s writes what UTIF reads (it knows no 64 bits)", (compression) => {
  for (const dtype of DTYPES.filter((one) => one !== "float64")) {
    const file = encoded(dtype, { compression, predictor: false }).buffer as ArrayBuffer;
    const [directory] = utif.decode(file);
    if (directory === undefined) throw new Error("no directory");
    utif.decodeImage(file, directory);
    const expected = Buffer.from(samplesOf(dtype).buffer as ArrayBuffer);
    expect(Buffer.from(directory.data).equals(expected), dtype).toBe(true);
  }
});

test("encodeTiff() gives the same bytes each time, without a date", () => {
  const [first, second] = [1, 2].map(() => encoded("uint16", { compression: "deflate", predictor: true }, 0.65));
  expect(first).toEqual(second);
  expect(Buffer.from(first ?? []).includes(Buffer.from([0x32, 0x01, 0x02, 0x00]))).toBe(false);
});

test.each([0.325, 0.65, 1, 2.6, 6.45, 13, 99.5, 0.1023])(
  "a pixel size of %f µm reads back as it was",
  async (sizeUm) => {
    const header = await readTiffHeader(
      bytesSource(encoded("uint8", { compression: "none", predictor: false }, sizeUm)),
    );
    expect(header.pixelSizeUm).toBe(sizeUm);
  },
);

test("encodeTiff() writes stacks as pages, at even offsets, in ImageJ's form", async () => {
  const data = Uint8Array.from({ length: 27 }, (_, i) => i);
  const image = { data, shape: [3, 3, 3], dtype: "uint8", pixelSizeUm: 0.5 } as const;
  const file = joined(encodeTiff(image, { compression: "none", predictor: false }, "image.tif"));
  const header = await readTiffHeader(bytesSource(file));
  expect(header).toMatchObject({ width: 3, height: 3, pages: 3, description: expect.stringContaining("images=3\n") });
  for (const page of [0, 1, 2])
    expect([...(await readTiff(bytesSource(file), page)).data]).toEqual([...data.subarray(9 * page, 9 * page + 9)]);
});

test.each(variants)(
  "encodeTiff() with $name writes red, green and blue planes as one image in colours",
  async (options) => {
    const [height, width] = [37, 501];
    const size = height * width;
    const data = Uint8Array.from({ length: 3 * size }, (_, i) => ((i % size) * (1 + Math.floor(i / size))) % 251);
    const image = { data, shape: [3, height, width], dtype: "uint8", pixelSizeUm: 0.5, kind: "rgb" } as const;
    const file = joined(encodeTiff(image, options, "image.tif"));
    expect(await readTiffHeader(bytesSource(file))).toMatchObject({ width, height, pages: 1, pixelSizeUm: 0.5 });
    for (const sample of [0, 1, 2])
      expect((await readTiff(bytesSource(file), 0, { sample })).data).toEqual(
        data.subarray(sample * size, (sample + 1) * size),
      );
    const decoded = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect(decoded.info).toMatchObject({ width, height, channels: 3 });
    expect([...decoded.data.subarray(0, 6)]).toEqual(
      [0, 1, 2].flatMap((c) => data[c * size] ?? -1).concat([0, 1, 2].map((c) => data[c * size + 1] ?? -1)),
    );
  },
);

const AUTO = { compression: "auto", predictor: false } as const;

test("encodeTiff() with auto deflates labels and images in colours, and leaves intensities as they are", () => {
  const data = Uint16Array.from({ length: 400 * 400 }, (_, i) => (i % 400 < 90 ? (i % 90) % 7 : 0));
  const image = { data, shape: [400, 400], dtype: "uint16", pixelSizeUm: null } as const;
  const bytesOf = (other: object) => joined(encodeTiff({ ...image, ...other }, AUTO, "image.tif")).length;
  expect(bytesOf({})).toBeGreaterThan(320_000);
  expect(bytesOf({ kind: "labels" })).toBeLessThan(10_000);
  const colors = { data: new Uint8Array(3 * 90 * 90), shape: [3, 90, 90], dtype: "uint8", kind: "rgb" };
  expect(bytesOf(colors)).toBeLessThan(1000);
});

test("encodeTiff() deflates to the same bytes with every version of Node and on every processor", () => {
  const data = samplesOf("uint16");
  const image = { data, shape: [HEIGHT, WIDTH], dtype: "uint16", pixelSizeUm: 0.65, kind: "labels" } as const;
  const hash = createHash("sha256");
  for (const part of encodeTiff(image, AUTO, "image.tif")) hash.update(part);
  expect(hash.digest("hex")).toBe("8c53d8410983a2a2dc989378ed084e9e7a1f78b08e790c93cdf52a0e845ce559");
});
