import type { DefinedHandler } from "@ohcs/context";
import { cellomicsFormat } from "./cellomics/cellomics-format.ts";
import { cellVoyagerFormat } from "./cellvoyager/cellvoyager-format.ts";
import { cytationFormat } from "./cytation/cytation-format.ts";
import { formatHandler } from "./format/format-handler.ts";
import { imageXpressFormat } from "./imagexpress/imagexpress-format.ts";
import { inCellFormat } from "./incell/incell-format.ts";
import { loadData } from "./loaddata/load-data.ts";
import { microManagerFormat } from "./micromanager/micromanager-format.ts";
import { omeTiff } from "./ome/ome-tiff.ts";
import { openHcsFormat } from "./openhcs/openhcs-format.ts";
import { phenixFormat } from "./phenix/phenix-format.ts";
import { scanrFormat } from "./scanr/scanr-format.ts";

/** Molecular Devices ImageXpress. */
export const imageXpress: DefinedHandler = formatHandler(imageXpressFormat);

/** Opera Phenix and Operetta. */
export const operaPhenix: DefinedHandler = formatHandler(phenixFormat);

/** Yokogawa CellVoyager. */
export const cellVoyager: DefinedHandler = formatHandler(cellVoyagerFormat);

/** Olympus ScanR. */
export const scanR: DefinedHandler = formatHandler(scanrFormat);

/** IN Cell Analyzer. */
export const inCell: DefinedHandler = formatHandler(inCellFormat);

/** Cytation and Lionheart, by Gen5. */
export const cytation: DefinedHandler = formatHandler(cytationFormat);

/** ArrayScan and CellInsight. */
export const cellomics: DefinedHandler = formatHandler(cellomicsFormat);

/** Micro-Manager. */
export const microManager: DefinedHandler = formatHandler(microManagerFormat);

/** Outputs of OHCS and OpenHCS. */
export const openHcs: DefinedHandler = formatHandler(openHcsFormat);

export { loadData, omeTiff };

/** The handlers of formats in the order in which they are tried; each is an export of `@ohcs/microscopes/disk`, too. */
export const formatHandlers: readonly DefinedHandler[] = Object.freeze([
  imageXpress,
  operaPhenix,
  cellVoyager,
  scanR,
  inCell,
  cytation,
  cellomics,
  microManager,
  omeTiff,
  openHcs,
  loadData,
]);
