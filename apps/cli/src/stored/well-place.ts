import { basename, resolve } from "node:path";
import { compareNatural, countOf } from "@ohcs/context";
import type { OutputReader } from "@ohcs/records";
import { foundRuns, outputReader } from "@ohcs/records/host";
import { didYouMean } from "ohcs/modules";
import { fail } from "../errors.ts";

/** A well, and the output plate in which it lies. */
export interface WellPlace {
  readonly reader: OutputReader;
  readonly well: string;
}

/** An output plate among several. */
interface PlatePlace {
  readonly plateId: string;
  readonly root: string;
}

/**
 * Where the well lies that a user named: `A01` of an output plate, `PLATE/A01` of a folder with several, or of what was made over
 * several; PLATE is the name of the plate, or of the folder of its output.
 * @throws `PLATE_UNKNOWN`, `PLATE_AMBIGUOUS`, `RUN_NOT_FOUND`, `RUN_CORRUPT`
 */
export async function wellPlace(output: string, named: string, directory: string): Promise<WellPlace> {
  const folder = resolve(directory, output);
  const places = await placesIn(folder);
  if (places === null) return { reader: outputReader(folder), well: named };
  const [, plate, well = ""] = /^([^/]*)\/(.*)$/.exec(named) ?? [];
  const [place, ...others] = places.filter(({ plateId, root }) => plateId === plate || basename(root) === plate);
  if (place === undefined) throw plateUnknown(named, plate ?? null, namesOf(places));
  if (others.length > 0) throw plateAmbiguous(named, [place, ...others]);
  return { reader: outputReader(place.root), well };
}

/** Null where the folder is the output of one plate. */
async function placesIn(folder: string): Promise<readonly PlatePlace[] | null> {
  const found = await foundRuns(folder);
  if (found.own === null) return found.below.filter(({ plates }) => Object.keys(plates).length === 0);
  const plates = Object.entries(found.own.plates);
  return plates.length === 0 ? null : plates.map(([plateId, root]) => ({ plateId, root }));
}

/** By which each can be named: that of the plate, or of the folder where several are of one plate. */
function namesOf(places: readonly PlatePlace[]): readonly string[] {
  const isShared = (id: string) => places.filter(({ plateId }) => plateId === id).length > 1;
  return places.map(({ plateId, root }) => (isShared(plateId) ? basename(root) : plateId)).toSorted(compareNatural);
}

function plateAmbiguous(named: string, places: readonly PlatePlace[]): Error {
  const roots = places.map(({ root }) => root);
  const folders = roots.map((root) => `'${basename(root)}'`).join(", ");
  return fail(
    "PLATE_AMBIGUOUS",
    `Cannot find well '${named}': expected a name that one output has, got that of ${roots.length}, ${folders}`,
    { details: { folders: roots }, remedy: `Give the one you mean by its folder: '${roots[0]}'.` },
  );
}

function plateUnknown(named: string, plate: string | null, plates: readonly string[]): Error {
  const got = plate === null ? "no plate" : `plate '${plate}'`;
  const [first = "PLATE"] = plates;
  const example = plates.includes(named) ? `${named}/A01` : `${first}/${plate === null ? named : "A01"}`;
  const remedy = plate === null ? null : didYouMean(plate, plates);
  return fail(
    "PLATE_UNKNOWN",
    `Cannot find well '${named}': expected PLATE/WELL of ${countOf(plates.length, "plate")}, got ${got}`,
    {
      details: { plates: plates.slice(0, 12) },
      remedy: remedy ?? `Name plate and well: '${example}'.`,
    },
  );
}

/** Says that a run has no such well, and which was probably meant. */
export function wellUnknown(well: string, wells: readonly string[]): Error {
  const remedy = didYouMean(well, wells);
  return fail(
    "WELL_UNKNOWN",
    `Cannot find well '${well}': expected one of ${countOf(wells.length, "well")} of the run, got another`,
    {
      details: { well },
      ...(remedy === null ? {} : { remedy }),
    },
  );
}
