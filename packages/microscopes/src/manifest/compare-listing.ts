import type { Diagnostic, PlaneCoordinates } from "@ohcs/context";
import { notice, noticesAbout } from "../notices.ts";
import { baseName, type PlaneFile } from "./plate-reading.ts";

/** What a metadata file says, and its path; null where there is none, or it cannot be read, which `notices` say. */
export interface CompanionReading<Content> {
  readonly content: (Content & { readonly path: string }) | null;
  readonly notices: readonly Diagnostic[];
}

/** Where a metadata file places an image; null where it does not say. */
export type StatedPlace = { readonly [Name in keyof PlaneCoordinates | "well"]?: PlaneFile[Name] | null };

/** Files that the metadata file at `path` lists, by their names, and that are not there, that it does not list, or lists with other coordinates. */
export function compareListing<Entry>(
  path: string,
  planes: readonly PlaneFile[],
  listed: ReadonlyMap<string, Entry>,
  placeOf: (entry: Entry) => StatedPlace,
): readonly Diagnostic[] {
  const present = new Set(planes.map((plane) => baseName(plane.path)));
  const missing = [...listed.keys()].filter((name) => !present.has(name));
  const [unlisted, elsewhere]: [string[], string[]] = [[], []];
  for (const plane of planes) {
    const entry = listed.get(baseName(plane.path));
    if (entry === undefined) unlisted.push(plane.path);
    else if (isElsewhere(placeOf(entry), plane)) elsewhere.push(plane.path);
  }
  const message = (n: (noun: string) => string) => `'${path}' places ${n("image")} elsewhere than its name does`;
  return [...listingNotices(path, missing, unlisted), ...noticesAbout("METADATA_CONTRADICTS", elsewhere, message)];
}

/** Images that the metadata file at `path` lists and that are not there, and those that it does not list. */
export function listingNotices(
  path: string,
  missing: readonly string[],
  unlisted: readonly string[],
): readonly Diagnostic[] {
  return [
    ...noticesAbout("FILES_MISSING", missing, (n) => `Did not find ${n("image")} that '${path}' lists`),
    ...noticesAbout("FILES_UNLISTED", unlisted, (n) => `Found ${n("image")} that '${path}' does not list`),
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
