import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildTiff } from "../../test/build-tiff.ts";
import { DiskBackend } from "./disk-backend.ts";
import { type FileSystem, nodeFileSystem, type OpenFile } from "./file-system.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ohcs-calls-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** The real file system; `calls` collects what happens to open files. */
function observed(calls: string[], beforeClose: () => Promise<void> = async () => undefined): FileSystem {
  const open = async (...to: Parameters<FileSystem["open"]>): Promise<OpenFile> => {
    const handle = await nodeFileSystem.open(...to);
    const [read, close] = [handle.read.bind(handle), handle.close.bind(handle)];
    return Object.assign(handle, {
      read: (...of: Parameters<typeof read>) => {
        calls.push("read");
        return read(...of);
      },
      close: () =>
        beforeClose()
          .then(close)
          .then(() => void calls.push("closed")),
    });
  };
  return { ...nodeFileSystem, open };
}

const square = (side: number) => ({
  data: Uint16Array.from({ length: side * side }, (_, i) => i),
  shape: [side, side] as const,
  dtype: "uint16" as const,
  pixelSizeUm: null,
});

test.each([
  ["a small one at once", 32, 1],
  ["a large one by its directory and its samples", 512, 2],
])("of the calls that read an image, %s", async (_, side, reads) => {
  const [image, calls] = [square(side), [] as string[]];
  await new DiskBackend({ root }).save("a.tif", image);
  const disk = new DiskBackend({ root }, observed(calls));
  expect((await disk.load("a.tif")).data).toEqual(image.data);
  await disk.close();
  expect(calls).toEqual([...Array(reads).fill("read"), "closed"]);
});

test.each([
  ["none", 1],
  ["PackBits", 32_773],
])("5000 strips in reverse order, compressed by %s, are read by few calls", async (_, compression) => {
  const strips = Array.from({ length: 5000 }, (_, i) => Uint8Array.of(0, i % 251));
  const offsets = strips.map((_, i) => 8 + 2 * (strips.length - 1 - i) + (compression === 1 ? 1 : 0));
  const tags = { 256: 1, 257: 5000, 258: 8, 259: compression, 262: 1, 277: 1, 278: 1, 273: offsets };
  await writeFile(join(root, "a.tif"), buildTiff({ tags, segments: strips }));
  const calls: string[] = [];
  const disk = new DiskBackend({ root }, observed(calls));
  const { data } = await disk.load("a.tif");
  await disk.close();
  expect(Array.from(data)).toEqual(strips.map((_, i) => (4999 - i) % 251));
  expect(calls.length).toBeLessThan(10);
});

test("samples do not wait for their file to be closed, but the end of the backend does", async () => {
  const calls: string[] = [];
  let letClose: () => void = () => undefined;
  const mayClose = new Promise<void>((resolve) => {
    letClose = resolve;
  });
  await new DiskBackend({ root }).save("a.tif", square(4));
  const disk = new DiskBackend(
    { root },
    observed(calls, () => mayClose),
  );
  await disk.load("a.tif");
  expect(calls).toEqual(["read"]);
  const closing = disk.close().then(() => calls.push("ended"));
  letClose();
  await closing;
  expect(calls).toEqual(["read", "closed", "ended"]);
});
