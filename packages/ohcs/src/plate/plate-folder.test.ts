import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { plateFolder } from "./open-source.ts";

test("plateFolder() finds the plate beside its truth, and leaves every other folder as it is", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-plate-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  expect(await plateFolder(folder)).toBe(folder);
  await writeFile(join(folder, "truth.json"), "{");
  expect(await plateFolder(folder)).toBe(folder);
  await writeFile(join(folder, "truth.json"), JSON.stringify({ plate: "../other" }));
  expect(await plateFolder(folder)).toBe(folder);
  await writeFile(join(folder, "truth.json"), JSON.stringify({ plate: "synth" }));
  expect(await plateFolder(folder)).toBe(join(folder, "synth"));
});
