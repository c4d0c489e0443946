import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { faultyFileSystem } from "../../test/faulty-file-system.ts";
import { DirectorySync } from "./directory-sync.ts";

const NEVER = -1;
const syncsIn = (calls: readonly string[]) => calls.filter((call) => call === "handle.sync").length;

test("DirectorySync: calls that come while a sync runs share one that begins after them", async () => {
  const { files, calls } = faultyFileSystem(NEVER);
  const syncs = new DirectorySync(files);
  await Promise.all(Array.from({ length: 20 }, () => syncs.sync(tmpdir())));
  expect(syncsIn(calls)).toBe(2);
});

test("DirectorySync: a call after the last sync begins another", async () => {
  const { files, calls } = faultyFileSystem(NEVER);
  const syncs = new DirectorySync(files);
  for (let i = 0; i < 3; i++) await syncs.sync(tmpdir());
  expect(syncsIn(calls)).toBe(3);
});

test("DirectorySync: a failed sync fails the calls that waited for it, not later ones", async () => {
  const { files } = faultyFileSystem(1);
  const syncs = new DirectorySync(files);
  await expect(syncs.sync(tmpdir())).rejects.toThrow("EIO");
  await expect(syncs.sync(tmpdir())).resolves.toBeUndefined();
});
