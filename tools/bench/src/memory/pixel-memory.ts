import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { wellNames } from "../compile/large-plate.ts";
import { reportOf } from "../machine/report-of.ts";
import { linkedPlate } from "../plates/linked-plate.ts";

const WELL = "_A01_";

const SCRIPT = fileURLToPath(import.meta.resolve("@ohcs/bench/pixel-run"));
const MIB = 2 ** 20;
const Z_STEPS = 2;

/** Resident memory of a process that ran a plate. */
export interface PixelMemory {
  /** The most in its life; the plate was opened and compiled then, or wells ran. */
  readonly peakBytes: number;
  /** The median: while wells ran, since compiling is short. */
  readonly medianBytes: number;
}

/**
 * Resident memory of a process that runs each plate on two threads, in MiB, and that of the last relative to the first.
 */
export async function pixelMemory(
  { channels, tile, wells }: { readonly channels: number; readonly tile: number; readonly wells: readonly number[] },
  folder: string,
): Promise<object> {
  const design = tinyPlate({ name: `pixels-${channels}`, wells: ["A01"], channels, z: Z_STEPS, tile });
  const { plateFolder } = await writePlate(design, join(folder, `of-${channels}`));
  const taken: PixelMemory[] = [];
  for (const count of wells) {
    const root = `${plateFolder}-${count}`;
    const names = wellNames(count);
    await linkedPlate(plateFolder, root, (name) =>
      name.includes(WELL) ? names.map((well) => name.replace(WELL, `_${well}_`)) : [name],
    );
    taken.push(await reportOf<PixelMemory>(process.execPath, [SCRIPT, root]));
  }
  const mib = (name: keyof PixelMemory) =>
    Object.fromEntries(wells.map((count, i) => [count, (taken[i]?.[name] ?? 0) / MIB]));
  const lastByFirst = (name: keyof PixelMemory) =>
    (taken.at(-1)?.[name] ?? Number.NaN) / (taken[0]?.[name] ?? Number.NaN);
  return {
    channels,
    zSteps: Z_STEPS,
    tile,
    peakMib: mib("peakBytes"),
    medianMib: mib("medianBytes"),
    manyOverFew: { peak: lastByFirst("peakBytes"), median: lastByFirst("medianBytes") },
  };
}
