import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { realPath } from "./real-path.ts";

let folder = "";
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "ohcs-path-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("realPath() resolves links as far as the path stands", async () => {
  await mkdir(join(folder, "plate"));
  await symlink(join(folder, "plate"), join(folder, "link"), "junction");
  expect(await realPath(join(folder, "link"))).toBe(join(folder, "plate"));
  expect(await realPath(join(folder, "link", "a", "b"))).toBe(join(folder, "plate", "a", "b"));
  expect(await realPath(join(folder, "absent", "b"))).toBe(join(folder, "absent", "b"));
});

test("realPath() follows a link to where nothing stands yet, and gives up on a circle", async () => {
  await mkdir(join(folder, "plate"));
  await symlink(join("plate", "new"), join(folder, "dangling"));
  expect(await realPath(join(folder, "dangling"))).toBe(join(folder, "plate", "new"));
  await symlink("circle", join(folder, "circle"));
  expect(await realPath(join(folder, "circle", "a"))).toBe(join(folder, "circle", "a"));
});
