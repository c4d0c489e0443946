import { countOf } from "../count-of.ts";
import { fail } from "../errors.ts";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { patternFormat } from "../format/pattern-format.ts";
import { parsePattern } from "../grammar/parse-pattern.ts";
import { suggestPattern } from "../grammar/suggest-pattern.ts";
import { imageXpressFormat } from "../imagexpress/imagexpress-format.ts";
import { baseName, isImagePath } from "../manifest/plate-file.ts";
import { ZARR_HANDLER } from "../zarr/manifest-of-zarr.ts";
import { matchBounded } from "./match-bounded.ts";
import type { PlateFolder } from "./walk-plate.ts";

/** What a person may say about how to read a plate. */
export interface FormatChoice {
  /** `imageXpress`, `omeZarr` or `pattern`, in any case; recognized by names when left out. */
  readonly handler?: string;
  /** A regular expression with named groups; chooses the handler `pattern`. */
  readonly pattern?: string;
}

const formats: readonly MicroscopeFormat[] = [imageXpressFormat];

/** Names of the handlers that can be asked for. */
export const HANDLER_NAMES: readonly string[] = [...formats.map(({ name }) => name), ZARR_HANDLER, "pattern"];

const SURE_ENOUGH = 0.5;
const ZARR_ABOVE = /^((?:[^/]+\/)*?[^/]+\.zarr)\//i;

/**
 * The format that was asked for, else the one that recognizes most of the image names.
 * @throws `HANDLER_UNKNOWN`, `PATTERN_INVALID`, `PLATE_EMPTY`, `PLATE_UNRECOGNIZED`
 */
export function chooseFormat(folder: PlateFolder, { handler, pattern }: FormatChoice): MicroscopeFormat {
  const asked = HANDLER_NAMES.find((name) => name.toLowerCase() === handler?.toLowerCase());
  if (handler !== undefined && asked === undefined) throw unknown(handler);
  const images = folder.files.map(({ path }) => path).filter(isImagePath);
  if (images.length === 0) throw empty(folder);
  if (pattern !== undefined || asked === "pattern") return patternOf(pattern, asked);
  return formats.find(({ name }) => name === asked) ?? recognized(folder, images);
}

function patternOf(pattern: string | undefined, asked: string | undefined): MicroscopeFormat {
  if (pattern !== undefined && (asked ?? "pattern") === "pattern")
    return patternFormat(parsePattern(pattern), matchBounded());
  const message =
    pattern === undefined
      ? "Cannot use handler 'pattern': expected a pattern, got none"
      : `Cannot use pattern '${pattern}': expected the handler 'pattern' or none beside it, got '${asked}'`;
  throw fail("PATTERN_INVALID", message);
}

function recognized(folder: PlateFolder, images: readonly string[]): MicroscopeFormat {
  const scored = formats.map((format) => ({ format, score: format.recognizes(images) }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  if (best !== undefined && best.score >= SURE_ENOUGH) return best.format;
  const scores = Object.fromEntries(scored.map(({ format, score }) => [format.name, score]));
  throw unrecognized(folder, images, scores);
}

function unrecognized(
  { root }: PlateFolder,
  images: readonly string[],
  scores: Readonly<Record<string, number>>,
): Error {
  const tried = Object.entries(scores).map(([name, score]) => `${name} ${Math.round(100 * score)} %`);
  const example = baseName(images[0] ?? "");
  const message = `Cannot open plate '${root}': expected names that a handler recognizes (${tried.join(", ")}), got ${countOf(images.length, "image")} such as '${example}'`;
  const suggestion = suggestPattern(images);
  return fail("PLATE_UNRECOGNIZED", message, {
    details: { root, handlers: scores, examples: images.slice(0, 5), suggestion: suggestion?.pattern ?? null },
    ...(suggestion && { remedy: `The names look like ${suggestion.name}: give the pattern '${suggestion.pattern}'.` }),
  });
}

function unknown(handler: string): Error {
  return fail(
    "HANDLER_UNKNOWN",
    `Cannot open plate: expected handler '${HANDLER_NAMES.join("' or '")}', got '${handler}'`,
    { details: { handlers: HANDLER_NAMES } },
  );
}

function empty({ root, files }: PlateFolder): Error {
  const message = `Cannot open plate '${root}': expected images, got ${countOf(files.length, "other file")}`;
  const zarr = files.map(({ path }) => ZARR_ABOVE.exec(path)?.[1]).find((path) => path !== undefined);
  return fail("PLATE_EMPTY", message, {
    details: { root },
    ...(zarr !== undefined && { remedy: `An OME-Zarr hierarchy lies in it: give '${zarr}' if that is the plate.` }),
  });
}
