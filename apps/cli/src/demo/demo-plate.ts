import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "@ohcs/context";
import { type PlateDesign, type PlateTruth, truthOf } from "@ohcs/testkit";
import { foreign, mark, readMarks } from "./demo-marks.ts";

/** Where the demo's plate is, with its truth. */
export interface DemoPlate {
  readonly plateFolder: string;
  readonly plateMapFile: string;
  readonly truth: PlateTruth;
  /** Must it be written, because there is none or another one? */
  readonly missing: boolean;
}

/**
 * The plate of `design` in `folder`: reused if the same one is there, removed if an earlier demo made
 * another one. @throws `DEMO_PLATE_FOREIGN` if something is there that no demo made
 */
export async function demoPlate(design: PlateDesign, folder: string): Promise<DemoPlate> {
  const plateFolder = join(folder, design.name);
  const truth = truthOf(design);
  const plate = { plateFolder, plateMapFile: join(folder, "plate-map.csv"), truth };
  if (!(await exists(plateFolder))) return { ...plate, missing: true };
  const standing = await readFile(join(folder, "truth.json"), "utf8").catch(() => null);
  if (standing?.trim() === JSON.stringify(truth)) return { ...plate, missing: false };
  const { truth: made } = await readMarks(folder);
  if (standing === null || made !== sha256Hex(standing)) throw foreign(plateFolder);
  await rm(plateFolder, { recursive: true });
  return { ...plate, missing: true };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Marks the plate that was written now as made by the demo. */
export async function markPlate(folder: string): Promise<void> {
  await mark(folder, { truth: sha256Hex(await readFile(join(folder, "truth.json"), "utf8")) });
}
