import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allocatePixels, canonicalJson, DTYPES, isOhcsError, type Json } from "@ohcs/context";
import { DiskBackend, readImageHeader } from "@ohcs/filemanager/disk";
import { afterAll, expect, test } from "vitest";
import { encodeTiff } from "../src/disk/codecs/tiff/encode-tiff.ts";
import { attackTiff } from "./attack-tiffs.ts";
import { buildTiff } from "./build-tiff.ts";
import { joined } from "./bytes-source.ts";
import { countAllocations } from "./count-allocations.ts";
import { neededBytes } from "./needed-bytes.ts";
import { printedSeed, seeded } from "./seeded.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-damaged-"));
afterAll(() => rmSync(folder, { recursive: true }));

const isFull = process.env.OHCS_TEST_DEPTH === "full";
const CASES = isFull ? 30_000 : 400;
const JSON_CASES = isFull ? 2_000 : 400;
const SLOWEST_MS = 5_000;
const MOST_BYTES = 2 ** 30;
const IMAGE_CODES = ["IMAGE_UNREADABLE", "IMAGE_TRUNCATED", "IMAGE_UNSUPPORTED"];

const written = DTYPES.flatMap((dtype) =>
  (["none", "lzw", "deflate"] as const).map((compression) => {
    const data = allocatePixels(dtype, 2 * 24 * 31);
    for (let i = 0; i < data.length; i++) data[i] = (i * i) % 251;
    const image = { data, shape: [2, 24, 31], dtype, pixelSizeUm: 0.65 } as const;
    return joined(encodeTiff(image, { compression, predictor: true }, "image.tif"));
  }),
);
const foreign = (["II", "MM"] as const).map((order) =>
  buildTiff({
    order,
    big: order === "MM",
    tags: { 256: 16, 257: 4, 258: 16, 259: 1, 262: 1, 277: 1, 278: 4, 270: "ImageJ=1.54f\nimages=2\nslices=2\n" },
    segments: [Uint8Array.from({ length: 128 }, (_, i) => i)],
  }),
);
const tiffs = [...written, ...foreign];
const jsons = Array.from({ length: 20 }, (_, i): Json => {
  const imageFiles = Array.from({ length: i }, (_, site) => `images/A01_s${site}_w1.tif`);
  return {
    subdirectories: { images: { image_files: imageFiles, pixel_size: i / 3, main: true, channels: { "1": null } } },
  };
}).map((value) => new TextEncoder().encode(canonicalJson(value)));

/** Cuts the file somewhere, or flips one to eight of its bits. */
function damaged(file: Uint8Array, random: () => number): Uint8Array {
  const below = (count: number) => Math.floor(random() * count);
  if (random() < 0.5) return file.slice(0, below(file.length));
  const bytes = Uint8Array.from(file);
  for (let flips = 1 + below(8); flips > 0; flips--) {
    // Half of them near an end, where headers and directories lie.
    const at = [below(file.length), file.length - 1 - below(Math.min(400, file.length)), below(16)][below(3)] ?? 0;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
  }
  return bytes;
}

/**
 * The result of `work`, or the code of its error; any error that is not an OhcsError is rethrown, and so is a timeout.
 */
async function outcomeOf<Result>(work: () => Promise<Result>): Promise<Result | string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`expected an outcome within ${SLOWEST_MS} ms`)), SLOWEST_MS);
  });
  try {
    return await Promise.race([work(), tooLate]);
  } catch (error) {
    if (!isOhcsError(error)) throw error;
    return error.code;
  } finally {
    clearTimeout(timer);
  }
}

test("there are 20 whole TIFFs to damage", async () => {
  expect(tiffs.length).toBe(20);
  const disk = new DiskBackend({ root: folder });
  for (const [i, file] of tiffs.entries()) {
    writeFileSync(join(folder, `${i}.tif`), file);
    expect((await disk.load(`${i}.tif`)).shape.length).toBe(2);
  }
});

/** Damaged valid files, and malicious files, some of these damaged too. */
function nextTiff(i: number, random: () => number): Uint8Array {
  if (i % 2 === 0) return damaged(tiffs[(i / 2) % tiffs.length] ?? new Uint8Array(0), random);
  const attack = attackTiff(random);
  return random() < 0.3 ? damaged(attack, random) : attack;
}

test("a damaged or malicious TIFF gives an image or an OhcsError, within 5 s of processor time, and allocates no more than 1 GiB and than twice what a valid image could need", {
  timeout: isFull ? 7_200_000 : 60_000,
}, async () => {
  const random = seeded(printedSeed("damaged TIFFs"));
  const disk = new DiskBackend({ root: folder });
  const file = join(folder, "damaged.tif");
  const worst = { ms: 0, bytes: 0, refused: 0 };
  for (let i = 0; i < CASES; i++) {
    writeFileSync(file, nextTiff(i, random));
    const [first, second = first] = await neededBytes(file);
    const readings = [
      [() => readImageHeader(file), first],
      [() => disk.load("damaged.tif"), first],
      [() => disk.load("damaged.tif", { page: 1 }), second],
    ] as const;
    for (const [read, needed] of readings) {
      const before = process.cpuUsage();
      const [outcome, bytes] = await countAllocations(() => outcomeOf<unknown>(read));
      const { user, system } = process.cpuUsage(before);
      if (typeof outcome === "string") expect(IMAGE_CODES).toContain(outcome);
      expect(bytes, `case ${i}`).toBeLessThanOrEqual(Math.min(MOST_BYTES, 2 * needed));
      worst.ms = Math.max(worst.ms, (user + system) / 1000);
      worst.bytes = Math.max(worst.bytes, bytes);
      worst.refused += typeof outcome === "string" ? 1 : 0;
      expect(worst.ms, `case ${i}`).toBeLessThan(SLOWEST_MS);
    }
  }
  if (isFull) process.stderr.write(`damaged TIFFs: ${CASES}, at worst ${JSON.stringify(worst)}\n`);
  expect(worst.refused).toBeGreaterThan(CASES / 4);
});

test("a JSON file that was cut or has flipped bits gives a value or an OhcsError", async () => {
  const random = seeded(printedSeed("damaged JSON"));
  const disk = new DiskBackend({ root: folder });
  const outcomes = new Set<string>();
  for (let i = 0; i < JSON_CASES; i++) {
    writeFileSync(join(folder, "damaged.json"), damaged(jsons[i % jsons.length] ?? new Uint8Array(0), random));
    const value = await outcomeOf(() => disk.loadJson("damaged.json"));
    outcomes.add(typeof value === "string" ? value : "a value");
  }
  expect([...outcomes].sort()).toEqual(["JSON_UNREADABLE", "a value"]);
});
