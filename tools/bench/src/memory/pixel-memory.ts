import { copyFile, link, mkdir, readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { wellNames } from "../compile/large-plate.ts";
import { reportOf } from "../machine/report-of.ts";

const WELL = "_A01_";

/**
 * Makes a plate at `root` with the given number of wells, in a commercial format, whose images are links to those of
 * the plate at `wellRoot`, which has the well A01 alone: a large plate that takes the disk of one well.
 */
async function linkedPlate(wellRoot: string, root: string, wells: number): Promise<void> {
  const entries = await readdir(wellRoot, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const source = join(entry.parentPath, entry.name);
    const target = join(root, relative(wellRoot, source));
    await mkdir(dirname(target), { recursive: true });
    if (!entry.name.includes(WELL)) await copyFile(source, target);
    else for (const well of wellNames(wells)) await link(source, target.replace(WELL, `_${well}_`));
  }
}

const SCRIPT = fileURLToPath(import.meta.resolve("@ohcs/bench/pixel-run"));
const MIB = 2 ** 20;
const Z_STEPS = 2;

/** Plates of real images, uint16, in commercial formats. */
interface PixelPlates {
  readonly channels: number;
  /** Width and height in px. */
  readonly tile: number;
  readonly wells: readonly number[];
}

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
export async function pixelMemory({ channels, tile, wells }: PixelPlates, folder: string): Promise<object> {
  const design = tinyPlate({ name: `pixels-${channels}`, wells: ["A01"], channels, z: Z_STEPS, tile });
  const { plateFolder } = await writePlate(design, join(folder, `of-${channels}`));
  const taken: PixelMemory[] = [];
  for (const count of wells) {
    const root = `${plateFolder}-${count}`;
    await linkedPlate(plateFolder, root, count);
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
