import { type PlateFile, type PlateLayout, rasterOrder } from "../../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../../design/plate-design.ts";
import { metaSeriesXml } from "./metaseries-xml.ts";

type Value = string | number | boolean;

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

/** The plate's HTD file: one quoted key and its values per line, CR LF, Latin-1. */
function htdFile(design: PlateDesign): Uint8Array {
  const lines = [...plateLines(design), ...wellLines(design), ...siteLines(design), ...waveLines(design)];
  const text = [`"HTSInfoFile", Version 1.0`, ...lines, `"EndFile"`].map((line) => `${line}\r\n`).join("");
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function plateLines(design: PlateDesign): readonly string[] {
  const { timepoints, zSteps, format, pixelSizeUm, overlap } = design;
  return [
    line("Description", `Synthetic plate, ${pixelSizeUm} \u00b5m per pixel, overlap ${Math.round(100 * overlap)} %`),
    line("PlateType", 2),
    line("TimePoints", timepoints),
    line("ZSeries", zSteps > 1),
    line("ZSteps", zSteps),
    line("ZProjection", false),
    line("XWells", format.columns),
    line("YWells", format.rows),
  ];
}

function wellLines({ format, wells }: PlateDesign): readonly string[] {
  const imaged = new Set(wells.map(({ row, column }) => row * format.columns + column));
  return Array.from({ length: format.rows }, (_, row) =>
    line(
      `WellsSelection${row + 1}`,
      ...Array.from({ length: format.columns }, (_, x) => imaged.has(row * format.columns + x)),
    ),
  );
}

function siteLines({ grid }: PlateDesign): readonly string[] {
  const selections = Array.from({ length: grid.rows }, (_, row) =>
    line(`SiteSelection${row + 1}`, ...Array.from({ length: grid.columns }, () => true)),
  );
  return [line("Sites", true), line("XSites", grid.columns), line("YSites", grid.rows), ...selections];
}

function waveLines({ channels, name }: PlateDesign): readonly string[] {
  return [
    line("Waves", true),
    line("NWavelengths", channels.length),
    ...channels.map((channel, i) => line(`WaveName${i + 1}`, channel)),
    ...channels.map((_, i) => line(`WaveCollect${i + 1}`, 1)),
    line("UniquePlateIdentifier", name),
  ];
}

function line(key: string, ...values: readonly Value[]): string {
  return [`"${key}"`, ...values.map(printed)].join(", ");
}

function printed(value: Value): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "number" ? String(value) : `"${value}"`;
}
