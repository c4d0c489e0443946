import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { afterAll, expect, test } from "vitest";
import { faultyFileSystem } from "../../test/faulty-file-system.ts";
import { writeBytesAtomically, writeTextAtomically } from "./atomic-write.ts";
import { DiskBackend } from "./disk-backend.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-atomic-"));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;

const NEVER = -1;
const image = (value: number) =>
  ({ data: new Uint16Array(300).fill(value), shape: [15, 20], dtype: "uint16", pixelSizeUm: null }) as const;

/** A store with an old image `a.tif`. */
async function storeWithImage(): Promise<string> {
  const root = join(folder, `store${stores++}`);
  await new DiskBackend({ root }).save("a.tif", image(1));
  return root;
}

/** The calls that one save makes. */
async function callsOf(ifExists: "replace" | "error", path: string): Promise<readonly string[]> {
  const { files, calls } = faultyFileSystem(NEVER);
  await new DiskBackend({ root: await storeWithImage() }, files).save(path, image(2), { ifExists });
  return calls;
}

test("save() makes eight calls for a small image, five for the file and three for its directory", async () => {
  const calls = await callsOf("replace", "a.tif");
  const from = calls.indexOf("open");
  const file = ["open", "handle.writev", "handle.sync", "handle.close", "rename"];
  expect(calls.slice(from)).toEqual([...file, "open", "handle.sync", "handle.close"]);
});

test("save() syncs the file, then renames it, then syncs the directory", async () => {
  const calls = await callsOf("replace", "a.tif");
  const order = calls.filter((call) => /sync|rename|link/.test(call));
  expect(order).toEqual(["handle.sync", "rename", "handle.sync"]);
});

test("save() without replacing links, so that one of two writers fails", async () => {
  const calls = await callsOf("error", "b.tif");
  const order = calls.filter((call) => /sync|rename|link/.test(call));
  expect(order).toEqual(["handle.sync", "link", "unlink", "handle.sync"]);
});

test.each(["replace", "error"] as const)(
  "landmines 3 and 29: after a failure of any call (%s) the old or the new file is there, whole, and no temporary file",
  async (ifExists) => {
    const path = ifExists === "replace" ? "a.tif" : "b.tif";
    const calls = await callsOf(ifExists, path);
    for (const [failAt, call] of calls.entries()) {
      const root = await storeWithImage();
      const { files } = faultyFileSystem(failAt);
      const outcome: unknown = await new DiskBackend({ root }, files)
        .save(path, image(2), { ifExists })
        .catch((e) => e);
      const why = `call ${failAt} (${call})`;
      expect(isOhcsError(outcome, "STORAGE_FAILED"), why).toBe(true);
      const names = readdirSync(root).filter((name) => name !== path);
      expect(names, why).toEqual(ifExists === "replace" ? [] : ["a.tif"]);
      const disk = new DiskBackend({ root });
      if (await disk.exists(path)) expect(new Set((await disk.load(path)).data).size, why).toBe(1);
      else expect(ifExists, why).toBe("error");
    }
  },
);

test.each([
  ["ENOSPC", "STORAGE_FULL"],
  ["EDQUOT", "STORAGE_FULL"],
  ["EACCES", "STORAGE_DENIED"],
  ["EROFS", "STORAGE_DENIED"],
  ["EMFILE", "STORAGE_BUSY"],
  ["EIO", "STORAGE_FAILED"],
])("landmine 5: a write that fails with %s is %s, names the file and leaves the old image", async (system, code) => {
  const root = await storeWithImage();
  const failAt = (await callsOf("replace", "a.tif")).indexOf("handle.writev");
  const { files } = faultyFileSystem(failAt, system);
  const error: unknown = await new DiskBackend({ root }, files)
    .save("a.tif", image(2), { ifExists: "replace" })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, details: { path: "a.tif", system }, remedy: expect.stringMatching(/./) });
  expect((await new DiskBackend({ root }).load("a.tif")).data).toEqual(image(1).data);
});

test("save() goes on where a call wrote less than it was given", async () => {
  const open: FileSystem["open"] = async (path, flags) => {
    const handle = await nodeFileSystem.open(path, flags);
    const writev = handle.writev.bind(handle);
    return Object.assign(handle, {
      writev: (parts: readonly Uint8Array[], position: number) =>
        writev([Buffer.concat(parts).subarray(0, 100)], position),
    });
  };
  const root = await storeWithImage();
  await new DiskBackend({ root }, { ...nodeFileSystem, open }).save("b.tif", image(1));
  expect(readFileSync(join(root, "b.tif"))).toEqual(readFileSync(join(root, "a.tif")));
});

test("a temporary file of a dead process with the same pid does not interfere", async () => {
  const root = await storeWithImage();
  for (let n = 0; n < 400; n++) writeFileSync(join(root, `.a.tif.${process.pid}-${n}.ohcs-tmp`), "left behind");
  const disk = new DiskBackend({ root });
  await disk.save("a.tif", image(2), { ifExists: "replace" });
  expect((await disk.load("a.tif")).data).toEqual(image(2).data);
  expect(readFileSync(join(root, `.a.tif.${process.pid}-399.ohcs-tmp`), "utf8")).toBe("left behind");
});

test("names of 255 bytes can be saved", async () => {
  const root = await storeWithImage();
  const name = `${"\u00b5".repeat(125)}x.tif`;
  await new DiskBackend({ root }).save(name, image(2));
  expect(readdirSync(root).sort()).toEqual(["a.tif", name]);
});

test("writeTextAtomically() replaces a file by pieces whole; where they break off the old file stays", async () => {
  const root = mkdtempSync(join(folder, "text-"));
  const target = join(root, "plan.json");
  await writeTextAtomically(target, "old");
  const long = "é".repeat(1000);
  function* pieces(count: number): Generator<string> {
    for (let i = 0; i < 1000; i++) {
      if (i === count) throw new Error("no more");
      yield long;
    }
  }
  await expect(writeTextAtomically(target, pieces(900))).rejects.toThrow("no more");
  expect([readdirSync(root), readFileSync(target, "utf8")]).toEqual([["plan.json"], "old"]);
  await writeBytesAtomically(target, Uint8Array.of(0, 255));
  expect([...readFileSync(target)]).toEqual([0, 255]);
  await writeTextAtomically(target, pieces(NEVER));
  expect([readdirSync(root), readFileSync(target, "utf8") === long.repeat(1000)]).toEqual([["plan.json"], true]);
});
