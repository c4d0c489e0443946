import { readdir, truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

/** A plate, run into `out`, on which an image of the well `broken` was cut short. */
export async function reportedRun() {
  const sample = await samplePlate({ channels: 2 });
  const images = (await readdir(sample.plate, { recursive: true })).filter((path) => /_A01_.*\.tif$/i.test(path));
  const [image] = images.toSorted();
  await truncate(join(sample.plate, image ?? ""), 200);
  const argv = ["run", "tiny", "-p", "preset:measure", "--channel", "nuclei=1,reporter=2", "-o", "out"];
  expect((await runHere(sample.folder, argv)).exitCode).toBe(3);
  return { ...sample, broken: "A01" };
}
