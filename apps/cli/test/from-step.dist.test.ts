import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { begunPlate } from "./begun-plate.ts";
import { contentsOf } from "./file-tree.ts";

test("--from-step shows what changed before the step as 'ohcs why' does, and leaves everything as it was", async () => {
  await using plate = await begunPlate();
  const text = await readFile(join(plate.folder, "p.yaml"), "utf8");
  await writeFile(join(plate.folder, "p.yaml"), text.replace("sigma: 1", "sigma: 2"));
  const before = await contentsOf(plate.folder);
  const { exitCode, err } = await plate.run("p.yaml", "-o", "out", "--from-step", "brighten");
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^error FROM_STEP_CHANGED: /);
  expect(err).toMatch(/parameter +step 'smooth' gaussianBlur sigma +1 +2/);
  expect(await contentsOf(plate.folder)).toEqual(before);
});

test("--from-step with a step that is not there says which there are", async () => {
  await using plate = await begunPlate();
  const { exitCode, err } = await plate.run("p.yaml", "-o", "out", "--from-step", "brigten");
  expect(exitCode).toBe(1);
  expect(err).toContain("expected one of 'project', 'smooth', 'brighten', or a number from 1 to 3");
});
