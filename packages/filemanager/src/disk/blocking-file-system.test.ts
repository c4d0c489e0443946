import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { afterEach, beforeEach, expect, test } from "vitest";
import { blocking } from "./blocking-file-system.ts";
import { DiskBackend } from "./disk-backend.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";

const image = { data: Uint16Array.of(1, 2), shape: [1, 2], dtype: "uint16", pixelSizeUm: null } as const;
const mayBlock = true;

let root: string;
let disk: DiskBackend;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "ohcs-blocking-"));
  disk = new DiskBackend({ root });
  // The folder is known from now on and is not checked again.
  await disk.save("a.tif", image);
});
afterEach(async () => {
  await disk.close();
  rmSync(root, { recursive: true });
});

/** Does it finish before the event loop turns, that is, without another thread? */
async function isDoneAtOnce(work: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  void work.finally(() => {
    isDone = true;
  });
  for (let i = 0; i < 1_000; i++) await null;
  const atOnce = isDone;
  await work;
  return atOnce;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (isOhcsError(error) ? error.code : String(error)),
  );

test("with a thread that may block, files are read and saved without another thread", async () => {
  expect(await isDoneAtOnce(disk.load("a.tif", { mayBlock }))).toBe(true);
  expect(await isDoneAtOnce(disk.save("b.tif", image, { mayBlock }))).toBe(true);
  expect(await isDoneAtOnce(disk.saveJson("a.json", 1, { mayBlock, ifExists: "replace" }))).toBe(true);
  const large = { ...image, data: new Uint16Array(2 ** 14), shape: [2 ** 7, 2 ** 7] };
  await disk.save("large.tif", large);
  expect(await isDoneAtOnce(disk.load("large.tif", { mayBlock }))).toBe(true);
  expect(await isDoneAtOnce(disk.load("large.tif"))).toBe(false);
  expect(await isDoneAtOnce(disk.saveJson("b.json", 1))).toBe(false);
});

test("synchronous saves give the same files, and leave nothing else", async () => {
  await disk.saveJson("free.json", { a: 1 }, { mayBlock });
  writeFileSync(join(root, "old.json"), "old");
  await disk.saveJson("old.json", { a: 1 }, { mayBlock, ifExists: "replace" });
  const { sha256 } = await disk.save("b.tif", image, { mayBlock });
  expect(sha256).toBe((await disk.save("c.tif", image)).sha256);
  expect(readFileSync(join(root, "b.tif"))).toEqual(readFileSync(join(root, "a.tif")));
  expect(readFileSync(join(root, "free.json"), "utf8")).toBe('{\n  "a": 1\n}\n');
  expect(readFileSync(join(root, "old.json"), "utf8")).toBe('{\n  "a": 1\n}\n');
  expect(readdirSync(root).toSorted()).toEqual(["a.tif", "b.tif", "c.tif", "free.json", "old.json"]);
  expect((await disk.load("b.tif", { mayBlock })).data).toEqual(image.data);
});

test("synchronous system errors have the same codes, and leave nothing behind", async () => {
  mkdirSync(join(root, "folder.json"));
  symlinkSync(join(root, "a.tif"), join(root, "link.tif"));
  symlinkSync(tmpdir(), join(root, "outside.tif"));
  expect(await codeOf(disk.load("none.tif", { mayBlock }))).toBe("FILE_NOT_FOUND");
  expect(await codeOf(disk.load("folder.json", { mayBlock }))).toBe("PATH_KIND_MISMATCH");
  expect(await codeOf(disk.load("outside.tif", { mayBlock }))).toBe("PATH_OUTSIDE_ROOT");
  expect(await codeOf(disk.load("link.tif", { mayBlock }))).toBe("no error");
  expect(await codeOf(disk.save("a.tif", image, { mayBlock }))).toBe("FILE_EXISTS");
  expect(await codeOf(disk.saveJson("folder.json", 1, { mayBlock, ifExists: "replace" }))).toBe("PATH_KIND_MISMATCH");
  expect(readdirSync(root).toSorted()).toEqual(["a.tif", "folder.json", "link.tif", "outside.tif"]);
});

test("blocking() leaves replaced system calls alone", () => {
  const own: FileSystem = { ...nodeFileSystem };
  expect(blocking(own)).toBe(own);
  expect(blocking(nodeFileSystem)).not.toBe(nodeFileSystem);
});
