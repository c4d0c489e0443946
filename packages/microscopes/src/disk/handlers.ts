import { defineHandler, type MicroscopeHandler } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { patternFormat } from "../format/pattern-format.ts";
import { parsePattern } from "../grammar/parse-pattern.ts";
import { imageXpressFormat } from "../imagexpress/imagexpress-format.ts";
import { isImagePath } from "../manifest/plate-file.ts";
import { ZARR_HANDLER } from "../zarr/manifest-of-zarr.ts";
import { matchBounded } from "./match-bounded.ts";
import { openWith } from "./open-with.ts";
import { isZarrFolder, type OpenZarrOptions, openZarr } from "./open-zarr.ts";
import type { ReadHeader } from "./read-headers.ts";
import { walkPlate } from "./walk-plate.ts";

/** What handlers need from outside. */
export interface HandlerOptions {
  /** Without it no image is looked into, whatever the policy. */
  readonly readHeader?: ReadHeader;
}

/** The handler of Molecular Devices ImageXpress plates. */
export function imageXpress(options: HandlerOptions = {}): MicroscopeHandler {
  return handlerOf(imageXpressFormat, options);
}

/** A handler of plates whose names fit a regular expression with named groups. @throws `PATTERN_INVALID` */
export function pattern(source: string, options: HandlerOptions = {}): MicroscopeHandler {
  return handlerOf(patternFormat(parsePattern(source), matchBounded()), options);
}

/** The handler of OME-Zarr plates, 0.4 and 0.5. */
export function omeZarr(options: Pick<OpenZarrOptions, "readZarr" | "acquisition">): MicroscopeHandler {
  return defineHandler({
    specVersion: 1,
    name: ZARR_HANDLER,
    summary: "OME-Zarr: plates in OME-NGFF 0.4 and 0.5",
    recognizes: async (root) => ((await isZarrFolder(root)) ? 1 : 0),
    open: (root, { signal } = {}) => openZarr(root, { ...options, ...(signal === undefined ? {} : { signal }) }),
  });
}

function handlerOf(format: MicroscopeFormat, options: HandlerOptions): MicroscopeHandler {
  return defineHandler({
    specVersion: 1,
    name: format.name,
    summary: format.summary,
    recognizes: async (root) => {
      const { files } = await walkPlate(root);
      return format.recognizes(files.map(({ path }) => path).filter(isImagePath));
    },
    open: async (root, open = {}) => openWith(format, await walkPlate(root, open.signal), { ...open, ...options }),
  });
}
