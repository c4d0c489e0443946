import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

const PIPELINE = `
name: checkpointed
steps:
  - { name: project, func: { use: maxProjection } }
  - { name: smooth, func: { use: gaussianBlur, with: { sigma: 1 } }, materialize: true, dtype: native }
  - { name: brighten, func: { use: subtractBackground, with: { radius: 9 } }, dtype: native }
`;

/** A plate on which the pipeline was run into `out`, and the same with another last step into `whole`. */
export async function begunPlate(...flags: readonly string[]) {
  const sample = await samplePlate({ z: 2, channels: 2 });
  await writeFile(join(sample.folder, "p.yaml"), PIPELINE);
  await writeFile(join(sample.folder, "changed.yaml"), PIPELINE.replace("radius: 9", "radius: 5"));
  const run = (pipeline: string, ...argv: readonly string[]) =>
    runHere(sample.folder, ["run", "tiny", "-p", pipeline, ...flags, ...argv]);
  expect((await run("p.yaml", "-o", "out")).exitCode).toBe(0);
  return { ...sample, run };
}
