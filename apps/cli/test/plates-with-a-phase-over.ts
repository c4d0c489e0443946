import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

export const PIPELINE = `
name: screen
steps:
  - { name: count, func: { use: countNuclei } }
  - { kind: reduce, name: all, axis: batch, from: "table:wells", func: { use: mergeTables }, emits: { "table:all": merged } }
`;

/** Two plates, `tiny` and its copy `other`, and a pipeline that reduces over them. */
export async function twoPlates() {
  const sample = await samplePlate({ tile: 48, radius: [5, 7] });
  const { folder, plate } = sample;
  await cp(plate, join(folder, "other"), { recursive: true, preserveTimestamps: true });
  await writeFile(join(folder, "p.yaml"), PIPELINE);
  const ohcs = (...argv: readonly string[]) => runHere(folder, argv);
  const run = (...more: readonly string[]) =>
    ohcs("run", "tiny", "other", "-p", "p.yaml", "-o", "out", "--json", ...more);
  const table = () => readFile(join(folder, "out/screen_batch_openhcs/results/all.csv"), "utf8");
  const plates = async () =>
    (await table())
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => row.split(",")[0]);
  return { ...sample, ohcs, run, plates };
}
