/**
 * Opens plate folders on disk (Node only). Nothing is ever written to them.
 *
 * ```ts
 * import { readImageHeader } from "@ohcs/filemanager/disk";
 * import { openPlate } from "@ohcs/microscopes/disk";
 *
 * const manifest = await openPlate("/data/9987_Plate_3434", { readHeader: readImageHeader });
 * ```
 *
 * {@link openPlate} recognizes the handler by names, or takes a pattern; {@link imageXpress} and {@link pattern} are the
 * handlers themselves, as implementations of the port `MicroscopeHandler`.
 */
export { type FormatChoice, HANDLER_NAMES } from "./choose-format.ts";
export { type HandlerOptions, imageXpress, pattern } from "./handlers.ts";
export { type OpenOptions, openPlate } from "./open-plate.ts";
export type { OpenWithOptions } from "./open-with.ts";
export type { HeaderReading, ReadHeader } from "./read-headers.ts";
