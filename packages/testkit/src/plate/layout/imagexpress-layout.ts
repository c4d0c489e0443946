import { channelFacts, escapedXml, type PlateFile, type PlateLayout, rasterOrder } from "../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../design/plate-design.ts";
import { stagePosition } from "./stage-position.ts";

type Property = readonly [id: string, type: string, value: string | number];

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

/** The MetaSeries XML of a plane's ImageDescription: calibration, the nominal stage position, names. */
function metaSeriesXml(design: PlateDesign, coordinates: PlateCoordinates): string {
  return [
    "<MetaData>",
    ...headProperties(design).map(property),
    "<PlaneInfo>",
    ...planeProperties(design, coordinates).map(property),
    ...customProperties(design, coordinates).map(customProperty),
    "</PlaneInfo>",
    "<SetInfo>",
    property(["number-of-planes", "int", 1]),
    "</SetInfo>",
    "</MetaData>",
    "",
  ].join("\r\n");
}

function headProperties({ name }: PlateDesign): readonly Property[] {
  return [
    ["Description", "string", `Plate Name: ${name}\r\nExposure: 100 ms\r\nBinning: 1 x 1`],
    ["MetaDataVersion", "float", 1],
    ["ApplicationName", "string", "MetaMorph"],
    ["ApplicationVersion", "string", "6.7.0.211"],
  ];
}

function planeProperties(design: PlateDesign, coordinates: PlateCoordinates): readonly Property[] {
  const { tile, pixelSizeUm, channels } = design;
  const { well, site, channel } = coordinates;
  const { x, y, z } = stagePosition(design, coordinates);
  return [
    ["plane-type", "string", "plane"],
    ["pixel-size-x", "int", tile.width],
    ["pixel-size-y", "int", tile.height],
    ["bits-per-pixel", "int", 16],
    ["spatial-calibration-state", "bool", "on"],
    ["spatial-calibration-x", "float", pixelSizeUm],
    ["spatial-calibration-y", "float", pixelSizeUm],
    ["spatial-calibration-units", "string", "um"],
    ["image-name", "string", channels[channel - 1] ?? ""],
    ["acquisition-time-local", "time", "20240102 12:00:00.000"],
    ["stage-position-x", "float", x],
    ["stage-position-y", "float", y],
    ["stage-label", "string", `${well} : Site ${site}`],
    ["z-position", "float", z],
    ["wavelength", "float", channelFacts(channel).emissionNm],
    ["camera-binning-x", "int", 1],
    ["camera-binning-y", "int", 1],
    ["_IllumSetting_", "string", channels[channel - 1] ?? ""],
    ["_MagNA_", "float", 0.45],
    ["_MagSetting_", "string", "10X Plan Apo Lambda"],
  ];
}

function customProperties(design: PlateDesign, { site, zIndex }: PlateCoordinates): readonly Property[] {
  const column = (site - 1) % design.grid.columns;
  const row = Math.floor((site - 1) / design.grid.columns);
  return [
    ["Camera Bit Depth", "float", 16],
    ["Exposure Time", "string", "100 ms"],
    ["SiteX", "float", column + 1],
    ["SiteY", "float", row + 1],
    ["Z Step", "float", zIndex],
  ];
}

function property([id, type, value]: Property): string {
  return `<prop id="${id}" type="${type}" value="${escapedXml(String(value))}"/>`;
}

function customProperty(entry: Property): string {
  return property(entry).replace("<prop", "<custom-prop");
}
