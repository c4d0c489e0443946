import { type DefinedHandler, defineHandler } from "@ohcs/context";
import { fail } from "../errors.ts";
import { type NamePattern, parsePattern } from "../grammar/parse-pattern.ts";
import { type MatchNames, matchUnbounded, readByPattern, textsSeen } from "../grammar/read-by-pattern.ts";
import { isImagePath } from "../manifest/plate-reading.ts";
import { describePlane } from "./describe-plane.ts";
import { formatHandler } from "./format-handler.ts";
import type { MicroscopeFormat } from "./microscope-format.ts";

/** Plates whose names are described by a pattern. There are no metadata files; what images state is read. */
export function patternFormat(pattern: NamePattern, match: MatchNames = matchUnbounded): MicroscopeFormat {
  return {
    name: "pattern",
    version: "1.1.0",
    summary: `Image names that fit ${pattern.source}`,
    recognizes: (paths) => {
      const images = paths.filter(isImagePath);
      const fitting = match(pattern.expression, textsSeen(pattern, images)).filter((groups) => groups !== null);
      return fitting.length / Math.max(1, images.length);
    },
    read: (files) => readByPattern(pattern, files, match),
    describePlane,
  };
}

/**
 * The handler for plates described by `{ pattern: "(?<well>…)…" }`. Without a pattern it recognizes nothing. `match`
 * may bound the time that a pattern takes.
 */
export function patternHandler(match: MatchNames = matchUnbounded): DefinedHandler {
  return defineHandler({
    name: "pattern",
    version: "1.1.0",
    summary: "Names that fit a regular expression with named groups",
    create: (options: unknown) => {
      const { pattern, ...others } = (options ?? {}) as { readonly pattern?: unknown };
      if (pattern === undefined && Object.keys(others).length === 0)
        return { recognizes: async () => 0, open: async () => Promise.reject(notGiven("none")) };
      if (typeof pattern !== "string" || Object.keys(others).length > 0) throw notGiven(JSON.stringify(options));
      return formatHandler(patternFormat(parsePattern(pattern), match)).create({});
    },
  });
}

function notGiven(got: string): Error {
  return fail("PATTERN_INVALID", `Cannot use handler 'pattern': expected { pattern: '…' }, got '${got}'`);
}
