import { parseWellId } from "@ohcs/context";
import { channelFacts, escapedXml, type PlateLayout, rasterOrder } from "../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../design/plate-design.ts";
import { placeInWell } from "./stage-position.ts";

/**
 * A plate of Olympus ScanR: `data/A1--W00001--P00001--Z00000--T00000--DAPI.tif`, and `experiment_descriptor.xml` in
 * Latin-1. Channels are named; z and time count from 0.
 */
export const scanrLayout: PlateLayout = {
  siteOrder: rasterOrder,
  planePath,
  planeDescription: () => "",
  software: "scanR",
  companions: (design) => [["experiment_descriptor.xml", latin1(experimentDescriptor(design))]],
};

function planePath(design: PlateDesign, { well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  const { row, column } = parseWellId(well);
  const label = `${well.replace(/\d+$/, "")}${column + 1}`;
  const index = row * design.format.columns + column + 1;
  const number = (value: number) => String(value).padStart(5, "0");
  const axes = `W${number(index)}--P${number(site)}--Z${number(zIndex - 1)}--T${number(timepoint - 1)}`;
  return `data/${label}--${axes}--${design.channels[channel - 1]}.tif`;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The settings of an acquisition, as LabVIEW writes data: typed elements with a name and a value. */
function experimentDescriptor(design: PlateDesign): string {
  const { name, format, grid, zSteps, zStepUm, timepoints, pixelSizeUm } = design;
  return [
    '<?xml version="1.0" encoding="ISO-8859-1"?>',
    cluster("scanR acquisition \u00b5m", [
      value("String", "plate name", name),
      cluster("format typedef", [value("I32", "Rows", format.rows), value("I32", "Columns", format.columns)]),
      value("I32", "rows/well", grid.rows),
      value("I32", "columns/well", grid.columns),
      value("DBL", "conversion factor um/pixel", pixelSizeUm),
      value("I32", "# slices", zSteps),
      value("DBL", "slices distance", zStepUm),
      value("I32", "timeloop real", timepoints),
      ...channelClusters(design),
      ...positions(design),
    ]),
    "",
  ].join("\r\n");
}

function channelClusters({ channels }: PlateDesign): readonly string[] {
  return channels.map((name, i) =>
    cluster("channel", [
      value("String", "name", name),
      value("I32", "exposure time", channelFacts(i + 1).exposureMs),
      value("Boolean", "idle", 0),
    ]),
  );
}

/** Places of sites in every well, \u00b5m, y down. */
function positions(design: PlateDesign): readonly string[] {
  const tiles = design.wells[0]?.tiles ?? [];
  const places = tiles.map((tile) => placeInWell(design, tile));
  const items = places.map(({ x, y }) => cluster("position", [value("DBL", "X", x), value("DBL", "Y", y)]));
  const begin = `<Array><Name>subposition list</Name><Dimsize>${tiles.length}</Dimsize>`;
  return [[begin, ...items, "</Array>"].join("\r\n")];
}

function cluster(name: string, parts: readonly string[]): string {
  const begin = `<Cluster><Name>${escapedXml(name)}</Name><NumElts>${parts.length}</NumElts>`;
  return [begin, ...parts, "</Cluster>"].join("\r\n");
}

function value(type: string, name: string, content: string | number): string {
  return `<${type}><Name>${escapedXml(name)}</Name><Val>${escapedXml(String(content))}</Val></${type}>`;
}
