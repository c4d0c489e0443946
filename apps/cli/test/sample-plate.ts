import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TinyPlateOptions, tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";

/** A folder of its own with a plate in it. */
export interface SamplePlate extends AsyncDisposable {
  /** The folder that holds everything. */
  readonly folder: string;
  /** The plate's folder, below it. */
  readonly plate: string;
}

/** Writes a tiny plate into a new folder, which vanishes when disposed. */
export async function samplePlate(options: TinyPlateOptions = {}): Promise<SamplePlate> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-cli-"));
  const { plateFolder } = await writePlate(tinyPlate(options), folder);
  return { folder, plate: plateFolder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
