import { countOf, type Diagnostic, type PlaneCoordinates } from "@ohcs/context";
import { notice, noticesAbout } from "../notices.ts";
import { baseName, type PlaneFile } from "./plate-reading.ts";

/** What a metadata file says, and its path; null where there is none, or it cannot be read, which `notices` say. */
export interface CompanionReading<Content> {
  readonly content: (Content & { readonly path: string }) | null;
  readonly notices: readonly Diagnostic[];
}

/** Where a metadata file places an image; null where it does not say. */
export type StatedPlace = { readonly [Name in keyof PlaneCoordinates | "well"]?: PlaneFile[Name] | null };

/** Differences between a metadata file that lists the images, and the files that are there. */
export interface ListingComparison<Entry> {
  /** The metadata file. */
  readonly path: string;
  readonly planes: readonly PlaneFile[];
  /** By the names of files, without folders. */
  readonly listed: ReadonlyMap<string, Entry>;
  readonly placeOf: (entry: Entry) => StatedPlace;
}

/** Files that are listed and not there, there and not listed, or listed with other coordinates, each by name. */
export function compareListing<Entry>({
  path,
  planes,
  listed,
  placeOf,
}: ListingComparison<Entry>): readonly Diagnostic[] {
  const present = new Set(planes.map((plane) => baseName(plane.path)));
  const missing = [...listed.keys()].filter((name) => !present.has(name));
  const [unlisted, elsewhere]: [string[], string[]] = [[], []];
  for (const plane of planes) {
    const entry = listed.get(baseName(plane.path));
    if (entry === undefined) unlisted.push(plane.path);
    else if (isElsewhere(placeOf(entry), plane)) elsewhere.push(plane.path);
  }
  return [
    ...noticesAbout("FILES_MISSING", missing, `Did not find ${countOf(missing.length, "image")} that '${path}' lists`),
    ...noticesAbout(
      "FILES_UNLISTED",
      unlisted,
      `Found ${countOf(unlisted.length, "image")} that '${path}' does not list`,
    ),
    ...noticesAbout(
      "METADATA_CONTRADICTS",
      elsewhere,
      `'${path}' places ${countOf(elsewhere.length, "image")} elsewhere than its name does`,
    ),
  ];
}

function isElsewhere({ well, site, channel, zIndex, timepoint }: StatedPlace, plane: PlaneFile): boolean {
  return (
    (well ?? plane.well) !== plane.well ||
    (site ?? plane.site) !== plane.site ||
    (channel ?? plane.channel) !== plane.channel ||
    (zIndex ?? plane.zIndex) !== plane.zIndex ||
    (timepoint ?? plane.timepoint) !== plane.timepoint
  );
}

/** Reads the first of the metadata files that is so called. */
export function readCompanion<Content extends object>(
  companions: ReadonlyMap<string, Uint8Array>,
  name: RegExp,
  read: (bytes: Uint8Array) => Content | { readonly problem: string },
): CompanionReading<Content> {
  const [path = "", bytes] = [...companions].find(([candidate]) => name.test(baseName(candidate))) ?? [];
  const content = bytes === undefined ? null : read(bytes);
  if (content === null || !("problem" in content))
    return { content: content === null ? null : { ...content, path }, notices: [] };
  const message = `'${path}' cannot be read: ${content.problem}`;
  return { content: null, notices: [notice("METADATA_UNREADABLE", message, [path])] };
}
