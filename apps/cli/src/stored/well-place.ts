import { resolve } from "node:path";
import { compareNatural } from "@ohcs/context";
import type { OutputReader } from "@ohcs/executor";
import { didYouMean } from "../catalogue/nearest-names.ts";
import { fail } from "../errors.ts";
import { foundRuns } from "./found-runs.ts";
import { outputReader } from "./output-reader.ts";

/** A well, and the output plate in which it lies. */
export interface WellPlace {
  readonly reader: OutputReader;
  readonly well: string;
}

/**
 * Where the well lies that a user named: `A01` of an output plate, `PLATE/A01` of a folder with several, or of what was made over
 * several. @throws `PLATE_UNKNOWN`, `RUN_NOT_FOUND`, `RUN_CORRUPT`
 */
export async function wellPlace(output: string, named: string, directory: string): Promise<WellPlace> {
  const folder = resolve(directory, output);
  const roots = await rootsIn(folder);
  if (roots === null) return { reader: outputReader(folder), well: named };
  const [, plate, well = ""] = /^([^/]*)\/(.*)$/.exec(named) ?? [];
  const root = plate === undefined ? undefined : roots.get(plate);
  if (root === undefined) throw plateUnknown(named, plate ?? null, [...roots.keys()].toSorted(compareNatural));
  return { reader: outputReader(root), well };
}

/** Output plates by plate; null where the folder is the output of one. */
async function rootsIn(folder: string): Promise<ReadonlyMap<string, string> | null> {
  const found = await foundRuns(folder);
  if (found.own === null) {
    const ofPlates = found.below.filter(({ plates }) => Object.keys(plates).length === 0);
    return new Map(ofPlates.map(({ plateId, root }) => [plateId, root]));
  }
  const plates = Object.entries(found.own.plates);
  return plates.length === 0 ? null : new Map(plates);
}

function plateUnknown(named: string, plate: string | null, plates: readonly string[]): Error {
  const got = plate === null ? "no plate" : `plate '${plate}'`;
  const [first = "PLATE"] = plates;
  const example = plates.includes(named) ? `${named}/A01` : `${first}/${plate === null ? named : "A01"}`;
  const remedy = plate === null ? null : didYouMean(plate, plates);
  return fail(
    "PLATE_UNKNOWN",
    `Cannot find well '${named}': expected PLATE/WELL of ${plates.length} plates, got ${got}`,
    {
      details: { plates: plates.slice(0, 12) },
      remedy: remedy ?? `Name plate and well: '${example}'.`,
    },
  );
}
