import { countOf, type Diagnostic } from "@ohcs/context";
import { notice } from "../notices.ts";
import { baseName, type PlaneFile } from "./plate-reading.ts";

/** Differences between a metadata file that lists the images, and the files that are there. */
export interface ListingComparison<Entry> {
  /** The metadata file. */
  readonly path: string;
  readonly planes: readonly PlaneFile[];
  /** By the names of files, without folders. */
  readonly listed: ReadonlyMap<string, Entry>;
  /** Does the entry state other coordinates than the name? */
  readonly contradicts: (entry: Entry, plane: PlaneFile) => boolean;
}

/** Files that are listed and not there, there and not listed, or listed with other coordinates, each by name. */
export function compareListing<Entry>({
  path,
  planes,
  listed,
  contradicts,
}: ListingComparison<Entry>): readonly Diagnostic[] {
  const entryOf = (plane: PlaneFile) => listed.get(baseName(plane.path));
  const present = new Set(planes.map((plane) => baseName(plane.path)));
  const missing = [...listed.keys()].filter((name) => !present.has(name));
  const unlisted = planes.filter((plane) => entryOf(plane) === undefined).map((plane) => plane.path);
  const other = planes.filter((plane) => {
    const entry = entryOf(plane);
    return entry !== undefined && contradicts(entry, plane);
  });
  return [
    ...noticeOf("FILES_MISSING", missing, `${countOf(missing.length, "image")} that '${path}' lists`),
    ...noticeOf("FILES_UNLISTED", unlisted, `${countOf(unlisted.length, "image")} that '${path}' does not list`),
    ...noticeOf(
      "METADATA_CONTRADICTS",
      other.map((plane) => plane.path),
      `'${path}' places ${countOf(other.length, "image")} elsewhere than its name does`,
    ),
  ];
}

const BEGINNINGS = { FILES_MISSING: "Did not find ", FILES_UNLISTED: "Found ", METADATA_CONTRADICTS: "" };

function noticeOf(code: keyof typeof BEGINNINGS, subjects: readonly string[], what: string): readonly Diagnostic[] {
  return subjects.length === 0 ? [] : [notice(code, `${BEGINNINGS[code]}${what}`, subjects)];
}
