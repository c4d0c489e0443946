import { runInNewContext } from "node:vm";
import { countOf, type DefinedHandler, type PlateManifest, type PlateReader } from "@ohcs/context";
import { fail } from "../errors.ts";
import { patternHandler } from "../format/pattern-format.ts";
import { formatHandlers } from "../formats.ts";
import type { MatchNames } from "../grammar/read-by-pattern.ts";
import { type OpenReaderOptions, openReader } from "../open/open-reader.ts";
import { omeZarr } from "../zarr/ome-zarr.ts";
import { type DiskReaderOptions, diskPlateReader } from "./disk-plate-reader.ts";

const BUDGET_MS = 5000;

const script = `JSON.stringify(texts.map((text) => { const match = expression.exec(text); return match && { ...match.groups } }))`;

/**
 * Matches all names within five seconds in total: an expression that backtracks without end is interrupted.
 * @throws `PATTERN_TOO_SLOW`
 */
export function matchBounded(budgetMs: number = BUDGET_MS): MatchNames {
  return (expression, texts) => {
    try {
      return JSON.parse(runInNewContext(script, { expression, texts }, { timeout: budgetMs }));
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
      const message = `Cannot use pattern '${expression.source}': matching ${countOf(texts.length, "name")} took more than ${budgetMs} ms`;
      throw fail("PATTERN_TOO_SLOW", message, { details: { pattern: expression.source, budgetMs }, cause });
    }
  };
}

/** The handler for names described by `{ pattern }`; matching is bounded in time. */
export const pattern: DefinedHandler = patternHandler(matchBounded());

/**
 * The handlers that come with OHCS, in the order in which they are tried: OME-Zarr first, since its documents are
 * self-describing, and a hierarchy is expensive to list.
 */
export const builtInHandlers: readonly DefinedHandler[] = Object.freeze([omeZarr, ...formatHandlers, pattern]);

/** How a plate is opened; all options may be omitted. */
export interface OpenOptions extends Partial<OpenReaderOptions>, DiskReaderOptions {
  /** A regular expression with named groups: `handler: "pattern", with: { pattern }` in short. */
  readonly pattern?: string;
}

/**
 * Opens a plate's folder, or what a reader shows of a plate: lists it, reads names, metadata and a sample of headers, and returns a manifest. Nothing is
 * ever written. Cost: one `stat` per file, and with `headers: "sample"` one header per channel and site, plus one per
 * well and site where images state their stage position. The root of a Zarr hierarchy is opened as an OME-Zarr plate.
 * @throws `PLATE_NOT_FOUND`, `PLATE_UNREADABLE`, `PLATE_EMPTY`, `PLATE_UNRECOGNIZED`, `PLATES_MIXED`,
 * `HANDLER_UNKNOWN`, `HANDLER_FAILED`, `HANDLER_MATCHES_NOTHING`, `HANDLER_OPTIONS_INVALID`, `MANIFEST_INVALID`,
 * `COORDINATES_CLASH`, `COORDINATES_INVALID`, `PATTERN_INVALID`, `PATTERN_MATCHES_NOTHING`, `PATTERN_TOO_SLOW`,
 * `ACQUISITION_UNSUPPORTED`, `PLATE_FILE_TOO_LARGE`, and for OME-Zarr plates the errors of `readZarr`
 */
export async function openPlate(
  root: string | PlateReader,
  { readHeader, readZarr, pattern: source, handlers = builtInHandlers, ...options }: OpenOptions = {},
): Promise<PlateManifest> {
  const reading = { ...(readHeader && { readHeader }), ...(readZarr && { readZarr }) };
  const reader = typeof root === "string" ? await diskPlateReader(root, reading) : root;
  const choice = source === undefined ? {} : byPattern(source, options.handler);
  const manifest = await openReader(reader, { ...options, handlers, ...choice });
  const isOwn = handlers.some((one) => one.name === manifest.handler && builtInHandlers.includes(one));
  if (!isOwn || manifest.handlerSource === undefined) return manifest;
  const { version } = manifest.handlerSource;
  return { ...manifest, handlerSource: { version, module: "@ohcs/microscopes/disk", export: manifest.handler } };
}

function byPattern(source: string, handler: string = pattern.name) {
  if (handler.toLowerCase() === pattern.name) return { handler, with: { pattern: source } };
  const message = `Cannot use pattern '${source}': it excludes the handler '${handler}'; give the handler 'pattern' or none`;
  throw fail("PATTERN_INVALID", message);
}
