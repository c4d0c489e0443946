import { countOf, type SourceFile } from "@ohcs/context";
import { fail } from "../errors.ts";
import { type Grammar, type NameReading, readName } from "../grammar/grammar.ts";
import { imageXpressDatabase, imageXpressExport } from "../grammar/imagexpress-grammars.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { readCoordinates } from "../grammar/read-coordinates.ts";
import { baseName, isImagePath, type PlaneFile, type PlateReading } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";
import { type Candidate, setProjectionsAside } from "./set-projections-aside.ts";

const grammars: readonly Grammar[] = [imageXpressExport, imageXpressDatabase];

/** Does the path name an image of an ImageXpress plate, thumbnails included? */
export function isImageXpressPath(path: string): boolean {
  return grammars.some(({ file }) => file.test(baseName(path)));
}

/**
 * The planes of an ImageXpress plate, exported or from the database. Thumbnails, and projections beside the z-planes
 * they were made from, are set aside with a notice.
 * @throws `PLATES_MIXED` where the planes belong to several plates or measurements
 */
export function readImageXpress(files: readonly SourceFile[]): PlateReading {
  const images = files.filter(({ path }) => isImagePath(path));
  const read = images.map((file) => ({ file, reading: readFirst(file.path) }));
  const unmatched = read.filter(({ reading }) => reading === null).map(({ file }) => file.path);
  const thumbnails = read.filter(({ reading }) => reading?.groups.thumb !== undefined).map(({ file }) => file.path);
  const candidates = read.flatMap(({ file, reading }) =>
    reading === null || reading.groups.thumb !== undefined ? [] : candidatesOf(file, reading),
  );
  const { kept, notices } = setProjectionsAside(candidates);
  refuseMixture(kept);
  return {
    planes: kept.map(({ plane }) => plane),
    notices: [
      ...noticesAbout("THUMBNAILS_SET_ASIDE", thumbnails, `Set aside ${countOf(thumbnails.length, "thumbnail")}`),
      ...notices,
      ...unmatchedNotices(unmatched),
    ],
  };
}

function readFirst(path: string): NameReading | null {
  for (const grammar of grammars) {
    const reading = readName(grammar, path);
    if (reading !== null && readCoordinates(reading.groups) !== null) return reading;
  }
  return null;
}

function candidatesOf(file: SourceFile, { groups, measurement }: NameReading): readonly Candidate[] {
  const coordinates = readCoordinates(groups);
  if (coordinates === null) return [];
  const { path, bytes, mtimeMs } = file;
  const { well, site, channel, zIndex, timepoint } = coordinates;
  const plane: PlaneFile = { path, bytes, mtimeMs, well, site, channel, zIndex, timepoint, page: 0 };
  return [{ plane, plate: groups.plate ?? "", measurement, zFolder: groups.z === undefined ? null : Number(groups.z) }];
}

function refuseMixture(candidates: readonly Candidate[]): void {
  const found = new Set(candidates.map(({ plate, measurement }) => `${measurement}/${plate}`.replace(/^\//, "")));
  if (found.size <= 1) return;
  const names = [...found];
  const shown = names.slice(0, 3).join("', '");
  throw fail("PLATES_MIXED", `Cannot open plate: the folder holds ${names.length} plates: '${shown}'`, {
    details: { plates: names.slice(0, 20) },
  });
}
