import type { NamePattern } from "../grammar/parse-pattern.ts";
import { type MatchNames, matchUnbounded, readByPattern, textsSeen } from "../grammar/read-by-pattern.ts";
import type { MicroscopeFormat } from "./microscope-format.ts";

/** Plates whose names a person describes by a pattern; only names speak, there is no metadata. */
export function patternFormat(pattern: NamePattern, match: MatchNames = matchUnbounded): MicroscopeFormat {
  return {
    name: "pattern",
    summary: `Image names that fit ${pattern.source}`,
    recognizes: (imagePaths) => {
      const fitting = match(pattern.expression, textsSeen(pattern, imagePaths)).filter((groups) => groups !== null);
      return fitting.length / Math.max(1, imagePaths.length);
    },
    read: (files) => readByPattern(pattern, files, match),
    companion: () => null,
    describe: () => null,
    describePlane: () => null,
  };
}
