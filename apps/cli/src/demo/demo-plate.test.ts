import { mkdir, mkdtemp, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { expect, test } from "vitest";
import { demoPlate } from "./demo-plate.ts";

const newFolder = () => mkdtemp(join(tmpdir(), "ohcs-demo-"));

test("demoPlate() reuses the plate of the same seed, and clears another one away", async () => {
  const folder = await newFolder();
  expect((await demoPlate(tinyPlate({ seed: 1 }), folder)).missing).toBe(true);
  const { plateFolder } = await writePlate(tinyPlate({ seed: 1 }), folder);
  expect((await demoPlate(tinyPlate({ seed: 1 }), folder)).missing).toBe(false);
  expect((await demoPlate(tinyPlate({ seed: 2 }), folder)).missing).toBe(true);
  await expect(stat(plateFolder)).rejects.toThrow("ENOENT");
});

test("demoPlate() refuses to clear away what it did not make", async () => {
  const folder = await newFolder();
  await mkdir(join(folder, "tiny"));
  await writeFile(join(folder, "tiny", "thesis.txt"), "years of work");
  await expect(demoPlate(tinyPlate(), folder)).rejects.toMatchObject({ code: "DEMO_PLATE_FOREIGN" });
  await stat(join(folder, "tiny", "thesis.txt"));
});
