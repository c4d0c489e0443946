import type { PlaneDescription } from "../manifest/plate-reading.ts";
import { elementAt, numberOf, readXml } from "../text/read-xml.ts";

const LONGEST_DESCRIPTION = 1_000_000;

/**
 * Facts from the MetaSeries XML in a TIFF's ImageDescription: pixel size if it is calibrated in µm and square, stage
 * position in µm, illumination. Null if the text is not such XML.
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
  const { root } = readXml(xml); // damaged XML is ignored
  if (root === null) return null;
  const properties = [root, elementAt(root, "PlaneInfo")].flatMap((element) => element?.children ?? []);
  return new Map(properties.map(({ attributes: { id = "", value = "" } }) => [id, value]));
}

function pixelSize(values: ReadonlyMap<string, string>): number | null {
  const [x, y] = [number(values, "spatial-calibration-x"), number(values, "spatial-calibration-y")];
  const calibrated = values.get("spatial-calibration-state") === "on";
  const inMicrometres = /^(?:um|µm|microns?)$/i.test(values.get("spatial-calibration-units") ?? "");
  return calibrated && inMicrometres && x !== null && x > 0 && x === y ? x : null;
}

function number(values: ReadonlyMap<string, string>, id: string): number | null {
  return numberOf(values.get(id));
}
