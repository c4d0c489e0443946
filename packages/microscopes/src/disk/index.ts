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
 * {@link openPlate} chooses among {@link builtInHandlers}, or among the handlers that it is given; {@link diskPlateReader} is a
 * folder as handlers see it.
 */

export {
  cellomics,
  cellVoyager,
  cytation,
  imageXpress,
  inCell,
  loadData,
  microManager,
  omeTiff,
  openHcs,
  operaPhenix,
  scanR,
} from "../formats.ts";
export { omeZarr } from "../zarr/ome-zarr.ts";
export { type DiskReaderOptions, diskPlateReader, type ReadHeader, type ReadZarr } from "./disk-plate-reader.ts";
export { builtInHandlers, type OpenOptions, openPlate, pattern } from "./open-plate.ts";
