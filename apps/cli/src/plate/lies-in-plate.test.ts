import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { liesInPlate } from "./lies-in-plate.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-lies-"));
  await mkdir(join(folder, "plate"));
  await symlink(join(folder, "plate"), join(folder, "link"), "junction");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["plate/plan.json", "plate", true],
  ["plate/..plan.json", "plate", true],
  ["plate/..x/plan.json", "plate", true],
  ["plate/plan.json", "link", true],
  ["link/plan.json", "plate", true],
  ["plan.json", "plate", false],
  ["plan.json", "link", false],
  ["plate_openhcs/plan.json", "plate", false],
])("liesInPlate() of '%s' and '%s' is %s", async (file, plate, isInside) => {
  expect(await liesInPlate(join(folder, file), join(folder, plate))).toBe(isInside);
});
