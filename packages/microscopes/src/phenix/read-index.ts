import type { ManifestChannel, ManifestObjective, StagePosition } from "@ohcs/context";
import {
  elementAt,
  fileNameOf,
  numberOf,
  positiveOf,
  readXml,
  textAt,
  timeOf,
  type XmlElement,
} from "../text/read-xml.ts";
import { readFlatfields } from "./read-flatfields.ts";

/** What the index states of an image; null where it states nothing. */
export interface IndexedImage {
  readonly row: number | null;
  readonly column: number | null;
  readonly field: number | null;
  readonly plane: number | null;
  readonly channel: string | null;
  /** µm from the well's centre, x right, y down. */
  readonly position: StagePosition | null;
  readonly zUm: number | null;
  readonly acquiredAt: string | null;
  readonly pixelSizeUm: number | null;
}

/** The content of `Index.xml` of Harmony. */
export interface PhenixIndex {
  /** By the name of the file. */
  readonly images: ReadonlyMap<string, IndexedImage>;
  readonly channels: ReadonlyMap<string, Partial<Omit<ManifestChannel, "id">>>;
  /** Row and column of each well, from 1. */
  readonly wells: readonly (readonly [row: number, column: number])[];
  readonly plateFormat: { readonly rows: number; readonly columns: number } | null;
  readonly objective: ManifestObjective | null;
  readonly startedAt: string | null;
}

type Fields = ReadonlyMap<string, XmlElement>;
type ChannelFacts = Partial<Omit<ManifestChannel, "id">>;

const UM_PER_UNIT: Readonly<Record<string, number>> = { m: 1e6, mm: 1e3, um: 1, µm: 1 };
const MS_PER_UNIT: Readonly<Record<string, number>> = { s: 1e3, ms: 1 };
const DIGITS = 12;

/**
 * Reads the index of Opera Phenix and Operetta: `EvaluationInputData` of Harmony 4 to 7, whatever its namespace. What an
 * image does not state itself is that of its channel (`Maps`, since Harmony 6). Lengths are in metres there, y up.
 */
export function readIndex(bytes: Uint8Array): PhenixIndex | { readonly problem: string } {
  const images = new Map<string, ImageOfIndex>();
  const firsts = new Map<string, Fields>();
  const entries = new Map<string, Fields>();
  const takeImage = (element: XmlElement, parent: string) => {
    const fields = fieldsOf(element);
    const name = fileNameOf(textIn(fields, "URL"));
    if (parent !== "Images" || name === "") return;
    const image = imageOf(fields);
    images.set(name, image);
    if (image.channel !== null && !firsts.has(image.channel)) firsts.set(image.channel, fields);
  };
  const takeEntry = (element: XmlElement) => {
    const id = element.attributes.ChannelID?.trim() ?? "";
    entries.set(id, new Map([...(entries.get(id) ?? []), ...fieldsOf(element)]));
  };
  const { root, problem } = readXml(bytes, { records: { Image: takeImage, Entry: takeEntry } });
  if (root === null) return { problem: problem ?? "it is empty" };
  if (root.name !== "EvaluationInputData") return { problem: `it is a '${root.name}', not an index` };
  const channels = new Map([...firsts].map(([id, fields]) => [id, new Map([...(entries.get(id) ?? []), ...fields])]));
  const sizes = new Map([...channels].map(([id, fields]) => [id, pixelSizeOf(fields)]));
  for (const image of images.values()) image.pixelSizeUm ??= sizes.get(image.channel ?? "") ?? null;
  return {
    images,
    channels: new Map([...channels].map(([id, fields]) => [id, channelOf(fields)])),
    ...plateIn(root),
    objective: objectiveOf([...channels.values()][0]),
  };
}

function fieldsOf({ children }: XmlElement): Fields {
  const fields = new Map<string, XmlElement>();
  for (const child of children) fields.set(child.name, child);
  return fields;
}

type ImageOfIndex = IndexedImage & { pixelSizeUm: number | null };

function imageOf(fields: Fields): ImageOfIndex {
  const [x, y] = [lengthIn(fields, "PositionX"), lengthIn(fields, "PositionY")];
  return {
    row: numberIn(fields, "Row"),
    column: numberIn(fields, "Col"),
    field: numberIn(fields, "FieldID"),
    plane: numberIn(fields, "PlaneID"),
    channel: textIn(fields, "ChannelID"),
    position: x === null || y === null ? null : { xUm: x, yUm: 0 - y },
    zUm: lengthIn(fields, "PositionZ"),
    acquiredAt: timeOf(textIn(fields, "AbsTime")),
    pixelSizeUm: pixelSizeOf(fields),
  };
}

/** Null unless pixels are square. */
function pixelSizeOf(fields: Fields): number | null {
  const [x, y] = [lengthIn(fields, "ImageResolutionX"), lengthIn(fields, "ImageResolutionY")];
  return x !== null && x > 0 && x === y ? x : null;
}

function channelOf(fields: Fields): ChannelFacts {
  const flatfields = readFlatfields(fields.get("FlatfieldProfile"));
  return {
    name: textIn(fields, "ChannelName"),
    excitationNm: positiveOf(numberIn(fields, "MainExcitationWavelength")),
    emissionNm: positiveOf(numberIn(fields, "MainEmissionWavelength")),
    exposureMs: positiveOf(measureIn(fields, "ExposureTime", MS_PER_UNIT)),
    ...(flatfields.length === 0 ? {} : { flatfields }),
  };
}

function objectiveOf(fields: Fields = new Map()): ManifestObjective | null {
  const magnification = numberIn(fields, "ObjectiveMagnification");
  const numericalAperture = numberIn(fields, "ObjectiveNA");
  if (magnification === null && numericalAperture === null) return null;
  return { name: null, magnification, numericalAperture };
}

function plateIn(root: XmlElement): Pick<PhenixIndex, "wells" | "plateFormat" | "startedAt"> {
  const plate = elementAt(root, "Plates", "Plate");
  const [rows, columns] = [numberOf(textAt(plate, "PlateRows")), numberOf(textAt(plate, "PlateColumns"))];
  const ids = (plate?.children ?? [])
    .filter(({ name }) => name === "Well")
    .map(({ attributes }) => attributes.id ?? "");
  return {
    wells: ids.filter((id) => /^\d{4}$/.test(id)).map((id) => [Number(id.slice(0, 2)), Number(id.slice(2))] as const),
    plateFormat: isCount(rows) && isCount(columns) ? { rows, columns } : null,
    startedAt: timeOf(textAt(plate, "MeasurementStartTime")),
  };
}

function isCount(value: number | null): value is number {
  return Number.isInteger(value) && value !== null && value > 0;
}

function textIn(fields: Fields, name: string): string | null {
  return fields.get(name)?.text.trim() || null;
}

function numberIn(fields: Fields, name: string): number | null {
  return numberOf(textIn(fields, name));
}

function lengthIn(fields: Fields, name: string): number | null {
  return measureIn(fields, name, UM_PER_UNIT);
}

/** The number of an element in the unit of the table; null where its own unit is not in it. */
function measureIn(fields: Fields, name: string, units: Readonly<Record<string, number>>): number | null {
  const { text = "", attributes } = fields.get(name) ?? {};
  const unit = attributes?.Unit ?? Object.keys(units)[0] ?? "";
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  return factor === undefined ? null : measured(text, factor);
}

/** Fields of all wells lie at the same places: their texts are read once. */
const known = new Map<number, Map<string, number | null>>();
const MOST_KNOWN = 4096;

function measured(text: string, factor: number): number | null {
  const own = known.get(factor) ?? new Map<string, number | null>();
  known.set(factor, own);
  let measure = own.get(text);
  if (measure !== undefined) return measure;
  const value = numberOf(text);
  measure = value === null ? null : Number((value * factor).toPrecision(DIGITS));
  if (own.size >= MOST_KNOWN) own.clear();
  own.set(text, measure);
  return measure;
}
