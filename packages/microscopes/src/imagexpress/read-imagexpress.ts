import { countOf, type SourceFile } from "@ohcs/context";
import { fail } from "../errors.ts";
import { type Grammar, readName } from "../grammar/grammar.ts";
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
  const candidates: Candidate[] = [];
  const [unmatched, thumbnails]: [string[], string[]] = [[], []];
  for (const file of files) {
    if (!isImagePath(file.path)) continue;
    const candidate = candidateOf(file);
    if (candidate === null) unmatched.push(file.path);
    else if (candidate === "thumbnail") thumbnails.push(file.path);
    else candidates.push(candidate);
  }
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

/** Null where no grammar fits. */
function candidateOf({ path, bytes, mtimeMs }: SourceFile): Candidate | "thumbnail" | null {
  for (const grammar of grammars) {
    const reading = readName(grammar, path);
    const coordinates = reading === null ? null : readCoordinates(reading.groups);
    if (reading === null || coordinates === null) continue;
    const { groups, measurement } = reading;
    if (groups.thumb !== undefined) return "thumbnail";
    const { well, site, channel, zIndex, timepoint } = coordinates;
    const plane: PlaneFile = { path, bytes, mtimeMs, well, site, channel, zIndex, timepoint, page: 0 };
    return { plane, plate: groups.plate ?? "", measurement, zFolder: groups.z === undefined ? null : zIndex };
  }
  return null;
}

function refuseMixture(candidates: readonly Candidate[]): void {
  const [first] = candidates;
  if (candidates.every((one) => one.plate === first?.plate && one.measurement === first.measurement)) return;
  const found = new Set(candidates.map(({ plate, measurement }) => `${measurement}/${plate}`.replace(/^\//, "")));
  const names = [...found];
  const shown = names.slice(0, 3).join("', '");
  throw fail("PLATES_MIXED", `Cannot open plate: the folder holds ${names.length} plates: '${shown}'`, {
    details: { plates: names.slice(0, 20) },
  });
}
