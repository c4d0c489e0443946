import type { PlateCoordinates, PlateDesign } from "../../design/plate-design.ts";
import { type PlateFile, type PlateLayout, rasterOrder } from "../plate-layout.ts";
import { htdFile } from "./htd-file.ts";
import { metaSeriesXml } from "./metaseries-xml.ts";

/**
 * A plate as MetaXpress exports it: `TimePoint_1/ZStep_2/<plate>_A01_s1_w1.TIF` (without `ZStep_n` for one z), sites in
 * raster order, an HTD file at every level, MetaSeries XML in every image.
 */
export const imageXpressLayout: PlateLayout = {
  siteOrder: rasterOrder,
  planePath,
  planeDescription: metaSeriesXml,
  software: "MetaSeries",
  companions,
};

function planePath(design: PlateDesign, { well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  return `${folderOf(design, timepoint, zIndex)}/${design.name}_${well}_s${site}_w${channel}.TIF`;
}

function folderOf({ zSteps }: PlateDesign, timepoint: number, zIndex: number): string {
  return zSteps > 1 ? `TimePoint_${timepoint}/ZStep_${zIndex}` : `TimePoint_${timepoint}`;
}

function companions(design: PlateDesign): readonly PlateFile[] {
  const folders = new Set([""]);
  for (let timepoint = 1; timepoint <= design.timepoints; timepoint++) {
    folders.add(`TimePoint_${timepoint}/`);
    for (let zIndex = 1; zIndex <= design.zSteps; zIndex++) folders.add(`${folderOf(design, timepoint, zIndex)}/`);
  }
  const bytes = htdFile(design);
  return [...folders].map((folder) => [`${folder}${design.name}.HTD`, bytes] as const);
}
