import { fail } from "../errors.ts";
import { patternNamed } from "./named-patterns.ts";
import { COORDINATE_GROUPS } from "./read-coordinates.ts";

/** A user's pattern, checked. */
export interface NamePattern {
  readonly source: string;
  readonly expression: RegExp;
  /**
   * What it is matched against: the name without its folders, or (where the pattern contains `/`) the path from the
   * plate's folder.
   */
  readonly sees: "name" | "path";
  /** Named groups that state no coordinate. */
  readonly unusedGroups: readonly string[];
}

const LONGEST_PATTERN = 1000;

/**
 * The pattern of a name of `NAMED_PATTERNS`, or a regular expression, checked, with named groups: `well`, or `row` and `col`; `site` (`field`), `ch` (`channel`), `z`
 * (`zIndex`), `t` (`timepoint`). Groups of other names are listed as unused.
 * @throws `PATTERN_INVALID`
 */
export function parsePattern(text: string): NamePattern {
  const source = patternNamed(text)?.pattern ?? text;
  if (source.length > LONGEST_PATTERN)
    throw refuse(source, `at most ${LONGEST_PATTERN} characters`, `${source.length}`);
  const expression = compiled(source);
  const groups = Object.keys(new RegExp(`${source}|`).exec("")?.groups ?? {});
  const has = (...names: string[]) => names.some((name) => groups.includes(name));
  if (!has("well") && !(has("row") && has("col", "column")))
    throw refuse(source, "a group (?<well>…), or (?<row>…) and (?<col>…)", groups.join("', '"));
  const known: readonly string[] = COORDINATE_GROUPS;
  return {
    source,
    expression,
    sees: source.includes("/") ? "path" : "name",
    unusedGroups: groups.filter((group) => !known.includes(group)),
  };
}

function compiled(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw fail("PATTERN_INVALID", `Cannot use pattern '${source}': expected a regular expression, got '${reason}'`, {
      details: { pattern: source },
      cause,
    });
  }
}

function refuse(source: string, expected: string, got: string): Error {
  const shown = source.length > 80 ? `${source.slice(0, 80)}…` : source;
  return fail("PATTERN_INVALID", `Cannot use pattern '${shown}': expected ${expected}, got '${got}'`, {
    details: { pattern: source },
  });
}
