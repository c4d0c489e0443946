import { XMLParser } from "fast-xml-parser";
import type { PlaneDescription } from "../manifest/plate-reading.ts";

const LONGEST_DESCRIPTION = 1_000_000;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
  processEntities: false,
  isArray: (name) => name === "prop",
});

/**
 * Facts from the MetaSeries XML in a TIFF's ImageDescription: pixel size if it is calibrated in µm and square, stage
 * position in µm, illumination. Null if the text is not such XML. Entities are never expanded.
 */
export function parseMetaSeries(description: string): PlaneDescription | null {
  if (description.length > LONGEST_DESCRIPTION || !description.trimStart().startsWith("<MetaData>")) return null;
  const values = propertiesOf(description);
  if (values === null) return null;
  const [xUm, yUm] = [number(values, "stage-position-x"), number(values, "stage-position-y")];
  return {
    pixelSizeUm: pixelSize(values),
    position: xUm === null || yUm === null ? null : { xUm, yUm },
    channelName: values.get("_IllumSetting_") || null,
  };
}

function propertiesOf(xml: string): ReadonlyMap<string, string> | null {
  try {
    const root: unknown = parser.parse(xml);
    const data = field(root, "MetaData");
    const properties = [field(data, "prop"), field(field(data, "PlaneInfo"), "prop")].flat();
    return new Map(properties.map((property) => [String(field(property, "id")), String(field(property, "value"))]));
  } catch {
    return null; // damaged XML is ignored
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function pixelSize(values: ReadonlyMap<string, string>): number | null {
  const [x, y] = [number(values, "spatial-calibration-x"), number(values, "spatial-calibration-y")];
  const calibrated = values.get("spatial-calibration-state") === "on";
  const inMicrometres = /^(?:um|µm|microns?)$/i.test(values.get("spatial-calibration-units") ?? "");
  return calibrated && inMicrometres && x !== null && x > 0 && x === y ? x : null;
}

function number(values: ReadonlyMap<string, string>, id: string): number | null {
  const text = values.get(id)?.trim();
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
