import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { designPlate, type PlateOptions, truthOf } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";

/** Two wells of four overlapping sites each, made in a second. */
const SMALL: PlateOptions = { name: "plate", wells: 2, grid: [2, 2], tile: [256, 256], cells: 20, seed: 7 };

/** Writes the plate, unless it lies there already. */
export async function writeSample(directory: string, options: PlateOptions): Promise<string> {
  const design = designPlate({ ...SMALL, ...options });
  const folder = resolve(directory);
  const plate = join(folder, design.name);
  const truth = await readFile(join(folder, "truth.json"), "utf8").catch(() => null);
  const found = await stat(plate).catch(() => null);
  if (found !== null && truth?.trim() === JSON.stringify(truthOf(design))) return plate;
  return (await writePlate(design, folder)).plateFolder;
}
