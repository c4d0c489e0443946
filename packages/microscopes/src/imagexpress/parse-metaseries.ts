import type { ManifestObjective, StagePosition } from "@ohcs/context";
import type { PlaneDescription } from "../manifest/plate-reading.ts";
import { numberOf, positiveOf, readXml, timeOf, type XmlElement } from "../text/read-xml.ts";

const LONGEST_DESCRIPTION = 1_000_000;
const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, sec: 1000 };

/**
 * Facts from the MetaSeries XML in a TIFF's ImageDescription: pixel size if it is calibrated in µm and square, stage
 * position and focus in µm, illumination, wavelength (of the emission), exposure, objective, time of acquisition, which is
 * local and of no stated zone. Null if the text is not such XML.
 */
export function parseMetaSeries(description: string, wanted?: "position"): PlaneDescription | null {
  if (description.length > LONGEST_DESCRIPTION || !description.trimStart().startsWith("<MetaData>")) return null;
  const position = wanted === "position" ? plainPosition(description) : null;
  if (position !== null) return { pixelSizeUm: null, position, channelName: null };
  const values = propertiesOf(description);
  if (values === null) return null;
  const [xUm, yUm] = [number(values, "stage-position-x"), number(values, "stage-position-y")];
  return {
    pixelSizeUm: pixelSize(values),
    position: xUm === null || yUm === null ? null : { xUm, yUm },
    zUm: number(values, "z-position"),
    channelName: values.get("_IllumSetting_") || null,
    emissionNm: positiveOf(values.get("wavelength")),
    exposureMs: exposure(values.get("Exposure Time")),
    objective: objectiveIn(values),
    acquiredAt: timeOf(values.get("acquisition-time-local")?.replace(/^(\d{4})(\d\d)(\d\d) /, "$1-$2-$3 ")),
  };
}

const NUMBER = String.raw`type="float" value="(-?\d{1,9}(?:\.\d{1,9})?)"/>`;
const PLAIN = new RegExp(String.raw`<prop id="stage-position-x" ${NUMBER}\s{0,9}<prop id="stage-position-y" ${NUMBER}`);

/** The stage position where it is written once, as MetaXpress does, which takes a tenth of the time of reading XML. */
function plainPosition(description: string): StagePosition | null {
  const match = PLAIN.exec(description);
  const isOnce = match !== null && !description.includes("stage-position", match.index + match[0].length);
  // A comment or CDATA section is the parser's to read.
  if (!isOnce || description.includes("<!")) return null;
  return { xUm: Number(match[1]), yUm: Number(match[2]) };
}

/** Those of the whole file and of the plane, which come after each other. */
function propertiesOf(xml: string): ReadonlyMap<string, string> | null {
  const values = new Map<string, string>();
  const take = ({ attributes: { id = "", value = "" } }: XmlElement, parent: string) => {
    if (parent === "MetaData" || parent === "PlaneInfo") values.set(id, value);
  };
  const { root } = readXml(xml, { records: { prop: take, "custom-prop": take } });
  return root === null ? null : values; // damaged XML is ignored
}

function pixelSize(values: ReadonlyMap<string, string>): number | null {
  const [x, y] = [number(values, "spatial-calibration-x"), number(values, "spatial-calibration-y")];
  const calibrated = values.get("spatial-calibration-state") === "on";
  const inMicrometres = /^(?:um|µm|microns?)$/i.test(values.get("spatial-calibration-units") ?? "");
  return calibrated && inMicrometres && x !== null && x > 0 && x === y ? x : null;
}

/** `100 ms`. */
function exposure(text = ""): number | null {
  const [, value, unit = ""] = /^([\d.]{1,20}) ?([a-z]{1,3})$/i.exec(text.trim()) ?? [];
  const factor = Object.hasOwn(MS_PER_UNIT, unit.toLowerCase()) ? MS_PER_UNIT[unit.toLowerCase()] : undefined;
  const number = positiveOf(value);
  return number === null || factor === undefined ? null : number * factor;
}

/** `20X Plan Apo Lambda` begins with the magnification. */
function objectiveIn(values: ReadonlyMap<string, string>): ManifestObjective | null {
  const name = values.get("_MagSetting_")?.trim() || null;
  const numericalAperture = positiveOf(values.get("_MagNA_"));
  if (name === null && numericalAperture === null) return null;
  return { name, magnification: positiveOf(/^(\d{1,3}(?:\.\d{1,3})?) ?x\b/i.exec(name ?? "")?.[1]), numericalAperture };
}

function number(values: ReadonlyMap<string, string>, id: string): number | null {
  return numberOf(values.get(id));
}
