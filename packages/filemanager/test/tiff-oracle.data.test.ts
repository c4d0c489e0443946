import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isOhcsError, type PixelArray } from "@ohcs/context";
import { expect, test } from "vitest";
import { diskBackend, readImageHeader } from "../src/disk/index.ts";
import { countAllocations } from "./count-allocations.ts";
import { neededBytes } from "./needed-bytes.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const oracleFile = join(data, "tiff-oracle.jsonl");
const isHere = existsSync(oracleFile);
if (!isHere) process.stderr.write(`SKIPPED: no real TIFFs at '${data}': reading them is not tested\n`);

/** Time limit for reading or refusing each file. */
const timeout = 5_000;

/** One line of the oracle: the pixels that two mature decoders agree on, or why they refuse the file. */
interface Truth {
  readonly path: string;
  readonly err?: string;
  readonly dtype?: string;
  readonly bps?: string;
  readonly spp?: number;
  readonly planar?: number;
  readonly photo?: string;
  readonly comp?: string;
  readonly pix_sha256?: string;
}

const truths: readonly Truth[] = isHere
  ? readFileSync(oracleFile, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
  : [];
const GREY_CODECS = ["1", "NONE", "LZW", "DEFLATE", "ADOBE_DEFLATE", "PACKBITS", "JPEG", "ZSTD"];

/** Its LZW is the one of before TIFF 5.0, least significant bit first, which nothing writes any more. */
const OLD_LZW = "quad-lzw-compat.tiff";

/** Of one or several samples, at most 32 bits for integers, and of a compression that is decoded. */
function isReadable({ path, err, spp = 0, bps, dtype, comp = "" }: Truth): boolean {
  if (path.endsWith(OLD_LZW) || Number(bps) > 64) return false;
  return err === undefined && spp > 0 && dtype !== "uint64" && GREY_CODECS.includes(comp);
}

async function pixelHash({ path, dtype = "", planar = 1 }: Truth): Promise<string> {
  const disk = await diskBackend.create({ root: data, readOnly: true });
  const { pages, samples = 1 } = await readImageHeader(join(data, path));
  const hash = createHash("sha256");
  for (let page = 0; page < pages; page++) {
    const of = (sample: number) => disk.load(path, samples === 1 ? { page } : { page, sample });
    const own: PixelArray[] = [];
    for (let sample = 0; sample < samples; sample++) own.push((await of(sample)).data);
    for (const part of planar === 2 ? own : [interleaved(own)]) hash.update(asStored(part, dtype));
  }
  return hash.digest("hex");
}

function interleaved(samples: readonly PixelArray[]): PixelArray {
  const [first = new Uint8Array()] = samples;
  if (samples.length === 1) return first;
  const Samples = first.constructor as new (length: number) => PixelArray;
  const pixels = new Samples(first.length * samples.length);
  for (const [s, own] of samples.entries())
    for (let i = 0; i < own.length; i++) pixels[i * samples.length + s] = own[i] ?? 0;
  return pixels;
}

/** Samples in the file's own type: we widen int8, int16 and half floats. */
function asStored(data: PixelArray, dtype: string): Uint8Array {
  const samples =
    dtype === "int8"
      ? Int8Array.from(data)
      : dtype === "int16"
        ? Int16Array.from(data)
        : dtype === "float16"
          ? Uint16Array.from(data, halfOf)
          : data;
  return new Uint8Array(samples.buffer as ArrayBuffer, samples.byteOffset, samples.byteLength);
}

/** The bits of a half float that holds `value` exactly. */
function halfOf(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) - (sign === 0 ? 0 : 256);
  if (exponent === 255) return sign | 0x7c00 | ((bits & 0x7fffff) >>> 13);
  if (exponent < 113) return sign | Math.round(Math.abs(value) * 2 ** 24);
  return sign | ((exponent - 112) << 10) | ((bits & 0x7fffff) >>> 13);
}

const readable = truths.filter(isReadable);
const refused = truths.filter((truth) => !isReadable(truth));

// Without the images it is the only test: a file without any fails.
test.runIf(isHere)("the oracle knows files to read and files to refuse", () => {
  expect(readable.length).toBeGreaterThan(50);
  expect(refused.length).toBeGreaterThan(10);
});

test.runIf(isHere).each(readable)(
  "load() gives the pixels that two decoders agree on: $path",
  { timeout },
  async (truth) => {
    expect(await pixelHash(truth)).toBe(truth.pix_sha256);
  },
);

test.runIf(isHere).each(refused)("load() refuses with an error of its own: $path", { timeout }, async ({ path }) => {
  const disk = await diskBackend.create({ root: data, readOnly: true });
  const error: unknown = await disk.load(path).catch((thrown: unknown) => thrown);
  expect(isOhcsError(error, "IMAGE_UNSUPPORTED", "IMAGE_UNREADABLE", "IMAGE_TRUNCATED")).toBe(true);
});

test.runIf(isHere).each(truths)(
  "reading allocates at most twice what a valid image could need: $path",
  {
    timeout,
  },
  async ({ path }) => {
    const needed = await neededBytes(join(data, path));
    const disk = await diskBackend.create({ root: data, readOnly: true });
    const allocatedBy = async (work: () => Promise<unknown>) => {
      const [, bytes] = await countAllocations(() =>
        work().catch((error: unknown) => isOhcsError(error) || fail(error)),
      );
      return bytes;
    };
    expect(await allocatedBy(() => readImageHeader(join(data, path)))).toBeLessThanOrEqual(2 * needed[0]);
    const { samples = 1 } = await readImageHeader(join(data, path)).catch(() => ({ samples: 1 }));
    for (const [page, bytes] of needed.entries()) {
      const options = samples === 1 ? { page } : { page, sample: samples - 1 };
      expect(await allocatedBy(() => disk.load(path, options))).toBeLessThanOrEqual(2 * bytes);
    }
  },
);

function fail(error: unknown): never {
  throw error;
}
