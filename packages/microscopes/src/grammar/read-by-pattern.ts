import { countOf, type SourceFile } from "@ohcs/context";
import { fail } from "../errors.ts";
import { baseName, isImagePath, type PlaneFile, type PlateReading } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";
import type { NamePattern } from "./parse-pattern.ts";
import { readCoordinates } from "./read-coordinates.ts";

/** The named groups of each text, null where the expression does not match. */
export type MatchNames = (
  expression: RegExp,
  texts: readonly string[],
) => readonly (Readonly<Record<string, string>> | null)[];

/**
 * The planes among `files` by a pattern. `match` may bound the time that an expression takes; by default it is unbounded.
 * @throws `PATTERN_MATCHES_NOTHING`, `COORDINATES_INVALID`
 */
export function readByPattern(
  pattern: NamePattern,
  files: readonly SourceFile[],
  match: MatchNames = matchUnbounded,
): PlateReading {
  const images = files.filter(({ path }) => isImagePath(path));
  const texts = textsSeen(
    pattern,
    images.map(({ path }) => path),
  );
  const groups = match(pattern.expression, texts);
  const matched = images.flatMap((file, i) => (groups[i] ? [{ file, coordinates: readCoordinates(groups[i]) }] : []));
  if (matched.length === 0) throw nothing(pattern, texts);
  const invalid = matched.filter(({ coordinates }) => coordinates === null).map(({ file }) => file.path);
  if (invalid.length > 0) throw unreadable(pattern, invalid);
  const planes = matched.flatMap(({ file, coordinates }): PlaneFile[] =>
    coordinates === null ? [] : [{ ...file, ...coordinates, page: 0 }],
  );
  const unmatched = images.filter((_, i) => !groups[i]).map(({ path }) => path);
  return { planes, notices: [...unusedNotices(pattern), ...unmatchedNotices(unmatched)] };
}

/** What the pattern is matched against: names, or whole paths. */
export function textsSeen({ sees }: NamePattern, paths: readonly string[]): readonly string[] {
  return sees === "path" ? paths : paths.map(baseName);
}

/** Matches without a time limit: for trusted patterns. */
export function matchUnbounded(expression: RegExp, texts: readonly string[]) {
  return texts.map((text) => {
    const match = expression.exec(text);
    return match === null ? null : { ...match.groups };
  });
}

/** The notice about images whose names match no rule, if there are any. */
export function unmatchedNotices(paths: readonly string[]) {
  return noticesAbout("FILES_UNMATCHED", paths, (n) => `Ignored ${n("image file")} with unrecognized names`);
}

function unusedNotices({ unusedGroups }: NamePattern) {
  const message = `The pattern has unused groups '${unusedGroups.join("', '")}'`;
  return noticesAbout("PATTERN_GROUPS_UNUSED", unusedGroups, () => message);
}

function nothing({ source }: NamePattern, texts: readonly string[]): Error {
  const message = `Cannot open plate: none of ${countOf(texts.length, "image name")} matches '${source}', for example '${texts[0] ?? ""}'`;
  return fail("PATTERN_MATCHES_NOTHING", message, { details: { pattern: source, examples: texts.slice(0, 5) } });
}

function unreadable({ source }: NamePattern, paths: readonly string[]): Error {
  const message = `Cannot open plate: '${source}' finds no well or no whole numbers in ${countOf(paths.length, "file")}, such as '${paths[0]}'`;
  return fail("COORDINATES_INVALID", message, { details: { pattern: source, files: paths.slice(0, 20) } });
}
