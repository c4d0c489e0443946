import { escapedXml } from "../../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../../design/plate-design.ts";
import { stagePosition } from "../stage-position.ts";

type Property = readonly [id: string, type: string, value: string | number];

const WAVELENGTHS_NM = [452, 525, 624, 692];

/** The MetaSeries XML of a plane's ImageDescription: calibration, the nominal stage position, names. */
export function metaSeriesXml(design: PlateDesign, coordinates: PlateCoordinates): string {
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
    ["wavelength", "float", WAVELENGTHS_NM[channel - 1] ?? 0],
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
