import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { demoPlate, markPlate } from "./run-demo.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-demo-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("demoPlate() reuses the plate of the same seed, and clears another one away that the demo made", async () => {
  expect((await demoPlate(tinyPlate({ seed: 1 }), folder)).missing).toBe(true);
  const { plateFolder } = await writePlate(tinyPlate({ seed: 1 }), folder);
  await markPlate(folder);
  expect((await demoPlate(tinyPlate({ seed: 1 }), folder)).missing).toBe(false);
  expect((await demoPlate(tinyPlate({ seed: 2 }), folder)).missing).toBe(true);
  await expect(stat(plateFolder)).rejects.toThrow("ENOENT");
});

test("demoPlate() refuses to clear away what it did not make", async () => {
  await mkdir(join(folder, "tiny"));
  await writeFile(join(folder, "tiny", "thesis.txt"), "years of work");
  await expect(demoPlate(tinyPlate(), folder)).rejects.toMatchObject({ code: "DEMO_PLATE_FOREIGN" });
  await writeFile(join(folder, "truth.json"), '{ "plate": "synth" }');
  await expect(demoPlate(tinyPlate(), folder)).rejects.toMatchObject({ code: "DEMO_PLATE_FOREIGN" });
  expect(await readFile(join(folder, "tiny", "thesis.txt"), "utf8")).toBe("years of work");
});

test("demoPlate() refuses to clear away a plate that somebody made in place of the demo's", async () => {
  const { plateFolder } = await writePlate(tinyPlate({ seed: 1 }), folder);
  await markPlate(folder);
  await rm(plateFolder, { recursive: true });
  await writePlate(tinyPlate({ seed: 3 }), folder);
  await expect(demoPlate(tinyPlate({ seed: 2 }), folder)).rejects.toMatchObject({ code: "DEMO_PLATE_FOREIGN" });
  await stat(plateFolder);
});
