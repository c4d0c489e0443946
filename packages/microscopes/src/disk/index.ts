/**
 * Opens plate folders on disk (Node only). Nothing is ever written to them.
 *
 * ```ts
 * import { readImageHeader } from "@ohcs/filemanager/disk";
 * import { surveyZarrPlate } from "@ohcs/filemanager/zarr";
 * import { openPlate } from "@ohcs/microscopes/disk";
 *
 * const manifest = await openPlate("/data/9987_Plate_3434", {
 *   readHeader: readImageHeader,
 *   readZarr: surveyZarrPlate,
 * });
 * ```
 *
 * {@link openPlate} recognizes the handler by names, or takes a pattern; {@link imageXpress}, {@link omeZarr} and
 * {@link pattern} are the handlers themselves, as implementations of the port `MicroscopeHandler`.
 */
export { type FormatChoice, HANDLER_NAMES } from "./choose-format.ts";
export { type HandlerOptions, imageXpress, omeZarr, pattern } from "./handlers.ts";
export { type OpenOptions, openPlate } from "./open-plate.ts";
export type { OpenWithOptions } from "./open-with.ts";
export type { OpenZarrOptions, ReadZarr, ZarrReadingOptions } from "./open-zarr.ts";
export type { HeaderReading, ReadHeader } from "./read-headers.ts";
