import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { DiskBackend, readImageHeader } from "@ohcs/filemanager/disk";
import { afterAll, expect, test } from "vitest";
import { buildTiff } from "./build-tiff.ts";
import { countAllocations } from "./count-allocations.ts";
import { neededBytes } from "./needed-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-allocations-"));
afterAll(() => rmSync(folder, { recursive: true }));

const grey = { 256: 64, 257: 64, 258: 8, 259: 1, 262: 1, 277: 1, 278: 64 };
const deflated = (bytes: number) => deflateSync(new Uint8Array(bytes));

/** The file with more directories behind it, each without an image and at the other end of them from the one before. */
function withScatteredDirectories(file: Uint8Array, count: number): Uint8Array {
  const bytes = new Uint8Array(file.length + 40_000);
  const view = new DataView(bytes.buffer);
  bytes.set(file);
  const first = view.getUint32(4, true);
  let link = first + 2 + 12 * view.getUint16(first, true);
  for (let i = 0; i < count; i++) {
    const place = i % 2 === 0 ? file.length + 18 * i : bytes.length - 18 * (i + 1);
    view.setUint32(link, place, true);
    view.setUint16(place, 1, true);
    link = place + 14;
  }
  return bytes;
}

test.each([
  ["one bit per pixel", buildTiff({ tags: { ...grey, 258: 1 }, segments: [new Uint8Array(512)] })],
  ["bits in reverse", buildTiff({ tags: { ...grey, 266: 2 }, segments: [new Uint8Array(4096)] })],
  ["half floats", buildTiff({ tags: { ...grey, 258: 16, 339: 3, 259: 8 }, segments: [deflated(8192)] })],
  [
    "half floats in strips of one row, predicted",
    buildTiff({
      tags: { ...grey, 258: 16, 259: 8, 278: 1, 317: 3, 339: 3 },
      segments: Array.from({ length: 64 }, () => deflated(128)),
    }),
  ],
  [
    "a tile that is larger than the image",
    buildTiff({ tags: { ...grey, 259: 8, 322: 512, 323: 512 }, tiled: true, segments: [deflated(512 * 512)] }),
  ],
  [
    "a last strip that is stored at its full height",
    buildTiff({ tags: { ...grey, 259: 8, 257: 65, 278: 64 }, segments: [deflated(4096), deflated(4096)] }),
  ],
])("load() reads %s and allocates at most twice what a valid image could need", async (_, file) => {
  writeFileSync(join(folder, "image.tif"), file);
  const disk = new DiskBackend({ root: folder });
  const [{ shape }, bytes] = await countAllocations(() => disk.load("image.tif"));
  expect(shape[1]).toBe(64);
  expect(bytes).toBeLessThanOrEqual(2 * (await neededBytes(join(folder, "image.tif")))[0]);
});

test("readImageHeader() follows directories to and fro with one window", async () => {
  const path = join(folder, "scattered.tif");
  writeFileSync(path, withScatteredDirectories(buildTiff({ tags: grey, segments: [new Uint8Array(4096)] }), 500));
  const [{ pages }, bytes] = await countAllocations(() => readImageHeader(path));
  expect(pages).toBe(501);
  expect(bytes).toBeLessThanOrEqual(2 * (await neededBytes(path))[0]);
});
