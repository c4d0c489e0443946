import { fail } from "../../errors.ts";
import type { LayoutName, PlateCoordinates, PlateDesign } from "../design/plate-design.ts";
import type { GridCell } from "../scene/place-tiles.ts";
import { htdFile } from "./imagexpress/htd-file.ts";
import { metaSeriesXml } from "./imagexpress/metaseries-xml.ts";
import type { PlateFile, PlateLayout } from "./plate-layout.ts";

/**
 * A plate as MetaXpress exports it: `TimePoint_1/ZStep_2/<plate>_A01_s1_w1.TIF` (without `ZStep_n` for one z), sites in
 * raster order, an HTD file at every level, MetaSeries XML in every image.
 */
const imageXpressLayout: PlateLayout = {
  siteOrder: rasterOrder,
  planePath,
  planeDescription: metaSeriesXml,
  software: "MetaSeries",
  companions,
};

function rasterOrder(rows: number, columns: number): readonly GridCell[] {
  return Array.from({ length: rows * columns }, (_, i) => ({ row: Math.floor(i / columns), column: i % columns }));
}

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

const layouts: ReadonlyMap<string, PlateLayout> = new Map<LayoutName, PlateLayout>([
  ["imagexpress", imageXpressLayout],
]);

/** The layout of that name. @throws `SYNTH_OPTION_INVALID` */
export function layoutNamed(name: LayoutName): PlateLayout {
  const layout = layouts.get(name);
  if (layout === undefined) {
    const known = [...layouts.keys()].join("', '");
    const message = `Cannot design a plate: unknown layout '${name}', expected '${known}'`;
    throw fail("SYNTH_OPTION_INVALID", message, { details: { option: "layout" } });
  }
  return layout;
}
