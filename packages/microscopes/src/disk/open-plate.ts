import type { PlateManifest } from "@ohcs/context";
import { fail } from "../errors.ts";
import { ZARR_HANDLER } from "../zarr/manifest-of-zarr.ts";
import { chooseFormat, type FormatChoice } from "./choose-format.ts";
import { type OpenWithOptions, openWith } from "./open-with.ts";
import { isZarrFolder, type OpenZarrOptions, openZarr } from "./open-zarr.ts";
import { walkPlate } from "./walk-plate.ts";

/** How a plate is opened; everything may be left out. */
export interface OpenOptions extends OpenWithOptions, OpenZarrOptions, FormatChoice {}

/**
 * Opens a plate's folder: lists it, reads names, metadata and a sample of headers, and says what it found. Nothing is
 * ever written. Cost: one `stat` per file, and with `headers: "sample"` one header per channel and site, plus one per
 * well and site where images state their stage position. The root of a Zarr hierarchy is opened as an OME-Zarr plate.
 * @throws `PLATE_NOT_FOUND`, `PLATE_UNREADABLE`, `PLATE_EMPTY`, `PLATE_UNRECOGNIZED`, `PLATES_MIXED`,
 * `HANDLER_UNKNOWN`, `HANDLER_MATCHES_NOTHING`, `COORDINATES_CLASH`, `COORDINATES_INVALID`, `PATTERN_INVALID`,
 * `PATTERN_MATCHES_NOTHING`, `PATTERN_TOO_SLOW`, `ACQUISITION_UNSUPPORTED`, and of an OME-Zarr plate what `readZarr` throws
 */
export async function openPlate(root: string, options: OpenOptions = {}): Promise<PlateManifest> {
  if (await opensAsZarr(root, options)) return openZarr(root, options);
  if (options.acquisition !== undefined) throw acquisitionOfFiles(root, options.acquisition);
  const folder = await walkPlate(root, options.signal);
  return openWith(chooseFormat(folder, options), folder, options);
}

/** Whoever names a handler or a pattern gets it; else the documents of a Zarr hierarchy speak for themselves. */
async function opensAsZarr(root: string, { handler, pattern }: FormatChoice): Promise<boolean> {
  if (handler !== undefined) return handler.toLowerCase() === ZARR_HANDLER.toLowerCase();
  return pattern === undefined && isZarrFolder(root);
}

function acquisitionOfFiles(root: string, acquisition: number): Error {
  const message = `Cannot open plate '${root}': expected no acquisition for a plate of files, got '${acquisition}'`;
  return fail("ACQUISITION_UNSUPPORTED", message, { details: { root, acquisition } });
}
