import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DiskBackend } from "./disk-backend.ts";
import { type FileSystem, nodeFileSystem, type OpenFile } from "./file-system.ts";

const image = { data: new Uint8Array(4), shape: [2, 2], dtype: "uint8", pixelSizeUm: null } as const;
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ohcs-shared-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** An open file whose `sync` is another: a slow disk gives one whose methods are not its own, which a spread would lose. */
const withSync = (file: OpenFile, sync: () => Promise<void>): OpenFile => ({
  fd: file.fd,
  read: (...given) => file.read(...given),
  writev: (...given) => file.writev(...given),
  sync,
  close: () => file.close(),
});

/** The file system, and which directories were looked at. */
function watchedFiles() {
  const looked: string[] = [];
  const lstat = (path: string) => {
    looked.push(path);
    return nodeFileSystem.lstat(path);
  };
  return { files: { ...nodeFileSystem, lstat } as FileSystem, looked };
}

test("instances that share a cache check each directory once, and none that they made", async () => {
  const { files, looked } = watchedFiles();
  const checks = () => looked.filter((path) => path === join(root, "a/b")).length;
  const use = async (backend: DiskBackend) => {
    await backend.save("a/b/c.tif", image, { ifExists: "replace" });
    await backend.load("a/b/c.tif");
    await backend.close();
  };
  const [makers, finders] = [new Map<string, unknown>(), new Map<string, unknown>()];
  await use(new DiskBackend({ root }, files, makers));
  await use(new DiskBackend({ root }, files, makers));
  expect(checks()).toBe(0);
  await use(new DiskBackend({ root }, files, finders));
  expect(checks()).toBe(1);
  const before = looked.length;
  await use(new DiskBackend({ root }, files, finders));
  expect(looked).toHaveLength(before);
});

test("the cache of one folder does not affect another", async () => {
  const notes = new Map<string, unknown>();
  const other = await mkdtemp(join(tmpdir(), "ohcs-shared-"));
  try {
    await new DiskBackend({ root }, nodeFileSystem, notes).save("a/c.tif", image);
    const backend = new DiskBackend({ root: other, readOnly: true }, nodeFileSystem, notes);
    await expect(backend.load("a/c.tif")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  } finally {
    await rm(other, { recursive: true, force: true });
  }
});

test("a file in new directories is written while these are synced, and stored once they are", async () => {
  const happened: string[] = [];
  let letSync: () => void = () => undefined;
  const maySync = new Promise<void>((resolve) => {
    letSync = resolve;
  });
  const open: FileSystem["open"] = async (path, flags) => {
    const file = await nodeFileSystem.open(path, flags);
    const name = relative(root, path);
    if (flags !== "r") return withSync(file, () => file.sync().then(() => void happened.push("file")));
    const sync = () => (name === "a" ? maySync : Promise.resolve()).then(() => void happened.push(`in '${name}'`));
    return withSync(file, sync);
  };
  const backend = new DiskBackend({ root }, { ...nodeFileSystem, open });
  const saved = backend.save("a/b/c/d.tif", image).then(() => void happened.push("saved"));
  while (!happened.includes("in 'a/b/c'")) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(happened).not.toContain("saved");
  letSync();
  await saved;
  expect(happened.toSorted()).toEqual(["file", "in ''", "in 'a'", "in 'a/b'", "in 'a/b/c'", "saved"]);
  expect(happened.slice(-2)).toEqual(["in 'a'", "saved"]);
});

test("nothing in a directory passes for stored whose own entry could not be synced", async () => {
  const open: FileSystem["open"] = async (path, flags) => {
    const file = await nodeFileSystem.open(path, flags);
    const broken = () => Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" }));
    return flags === "r" && relative(root, path) === "" ? withSync(file, broken) : file;
  };
  const backend = new DiskBackend({ root }, { ...nodeFileSystem, open });
  for (const name of ["first.tif", "second.tif"])
    await expect(backend.save(`a/${name}`, image)).rejects.toMatchObject({ code: expect.stringMatching(/^STORAGE_/) });
});
