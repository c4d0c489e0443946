import type { PlateDesign } from "../../design/plate-design.ts";
import { channelFacts, escapedXml } from "../plate-layout.ts";
import { placeInWell } from "../stage-position.ts";

/** The settings of an acquisition, as LabVIEW writes data: typed elements with a name and a value. */
export function experimentDescriptor(design: PlateDesign): string {
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
