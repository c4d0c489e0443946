import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { linkedPlate } from "../plates/linked-plate.ts";

const MIB = 2 ** 20;
const Z_STEPS = 2;

/** Plates of real images, uint16, in formats that are sold. */
export interface PixelPlates {
  readonly channels: number;
  /** Width and height in px. */
  readonly tile: number;
  readonly wells: readonly number[];
}

/** Peak resident memory of a process that runs each plate on two threads, in MiB, and the last by the first. */
export async function pixelMemory({ channels, tile, wells }: PixelPlates, folder: string): Promise<object> {
  const design = tinyPlate({ name: `pixels-${channels}`, wells: ["A01"], channels, z: Z_STEPS, tile });
  const { plateFolder } = await writePlate(design, join(folder, `of-${channels}`));
  const peakMib: Record<number, number> = {};
  for (const count of wells) {
    const root = `${plateFolder}-${count}`;
    await linkedPlate(plateFolder, root, count);
    peakMib[count] = await peakOf(root);
  }
  const of = (index: number) => peakMib[wells.at(index) ?? 0] ?? Number.NaN;
  return { channels, zSteps: Z_STEPS, tile, peakMib, manyOverFew: of(-1) / of(0) };
}

async function peakOf(plateRoot: string): Promise<number> {
  const script = fileURLToPath(import.meta.resolve("@ohcs/bench/pixel-run"));
  const { stdout } = await promisify(execFile)(process.execPath, [script, plateRoot]);
  return (JSON.parse(stdout) as { readonly peakBytes: number }).peakBytes / MIB;
}
