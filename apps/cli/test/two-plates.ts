import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

/** Two plates, `tiny` and its copy `other`, and a pipeline. */
export async function twoPlates() {
  const sample = await samplePlate({ z: 2 });
  const { folder, plate } = sample;
  await cp(plate, join(folder, "other"), { recursive: true, preserveTimestamps: true });
  await writeFile(join(folder, "p.yaml"), "name: p\nsteps: [{ name: project, func: { use: maxProjection } }]\n");
  const ohcs = (...argv: readonly string[]) => runHere(folder, argv);
  return { ...sample, ohcs };
}
