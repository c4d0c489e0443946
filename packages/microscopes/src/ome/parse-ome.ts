import { formatWellId, type ManifestChannel, type ManifestObjective, type StagePosition } from "@ohcs/context";
import { elementAt, positiveOf, readXml, timeOf, type XmlElement } from "../text/read-xml.ts";
import { nmIn, secondsIn, umIn } from "./units.ts";

/** What an OME document says of its images and wells; lengths are in µm and seconds, null where they are not stated. */
export interface OmeDocument {
  /** The UUID that the document gives to its own file. */
  readonly uuid: string | null;
  /** The file that holds the metadata instead. */
  readonly companion: string | null;
  readonly images: readonly OmeImage[];
  /** Fields of wells, by the ids of their images; empty where the document states no plate. */
  readonly fields: readonly OmeField[];
  /** All wells that the plate lists. */
  readonly wells: readonly string[];
  /** The name of the plate. */
  readonly plate: string | null;
  readonly plateFormat: { readonly rows: number; readonly columns: number } | null;
  readonly objective: ManifestObjective | null;
}

/** Where an image lies on the plate: fields are numbered from 1 in each well. */
export interface OmeField {
  readonly well: string;
  readonly site: number;
  readonly image: string;
  readonly position: StagePosition | null;
}

/** A channel of an image. */
export type OmeChannel = Pick<ManifestChannel, "name" | "excitationNm" | "emissionNm">;

/** The counts of planes along each axis. */
export type OmeSizes = Readonly<Record<"C" | "Z" | "T", number>>;

/** One `Image` with its `Pixels`. */
export interface OmeImage {
  readonly id: string;
  /** That of its place on the stage, else its own. */
  readonly name: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly startedAt: string | null;
  /** Channels are planes: the samples of an RGB plane count once. */
  readonly sizes: OmeSizes;
  /** Samples of a pixel of each plane. */
  readonly samples: number;
  /** The axes of the planes, the fastest first: `CZT`. */
  readonly order: string;
  readonly pixelSizeUm: number | null;
  readonly zStepUm: number | null;
  readonly intervalS: number | null;
  readonly channels: readonly OmeChannel[];
  readonly data: readonly OmeData[];
  /** Of the first plane of each channel that states one; others are missing. */
  readonly exposuresMs: readonly number[];
  /** Stage position of the first plane that states one. */
  readonly position: StagePosition | null;
}

/** A `TiffData`: pages of a file, and the planes that they hold. */
export interface OmeData {
  /** Null for the file that holds the document. */
  readonly file: string | null;
  readonly uuid: string | null;
  readonly page: number;
  /** Null where it is not stated. */
  readonly count: number | null;
  readonly first: OmeSizes;
}

const ORDER = /^XY(?=.*C)(?=.*Z)(?=.*T)([CZT]{3})$/;
const LARGEST_PLATE = { rows: 32, columns: 48 };
const MOST_CHANNELS = 1000;

/** Does the text look like OME-XML? */
export function isOme(text: string | null): text is string {
  return text !== null && /<(?:\w+:)?OME\b/.test(text.slice(0, 4096));
}

/**
 * The document in OME-XML, 2016-06 and older ones of the same form; null where it is none, or contradicts itself. What
 * there is of each plane is taken as it ends, and not kept as a tree.
 */
export function parseOme(source: Uint8Array | string): OmeDocument | null {
  const [images, wells]: [(OmeImage | null)[], OmeWell[]] = [[], []];
  let [data, position, exposuresMs]: [OmeData[], StagePosition | null, number[]] = [[], null, []];
  const { root } = readXml(source, {
    records: {
      TiffData: (part) => data.push(dataOf(part)),
      Plane: (plane) => {
        position ??= positionIn(plane);
        const [channel, seconds] = [whole(plane, "TheC", 0), secondsIn(plane, "ExposureTime")];
        if (seconds !== null && seconds > 0 && channel < MOST_CHANNELS) exposuresMs[channel] ??= seconds * 1000;
      },
      Image: (image) => {
        images.push(imageOf(image, images.length, { data, position, exposuresMs }));
        [data, position, exposuresMs] = [[], null, []];
      },
      Well: (well) => wells.push(...wellOf(well)),
    },
  });
  if (root?.name !== "OME") return null;
  const sound = images.filter((image) => image !== null);
  if (sound.length < images.length) return null;
  const plates = childrenOf(root, "Plate");
  const only = plates.length === 1 ? plates[0] : undefined;
  return {
    uuid: textIn(root, "UUID"),
    companion: textIn(elementAt(root, "BinaryOnly"), "MetadataFile"),
    images: sound,
    fields: only === undefined ? [] : wells.flatMap(({ fields }) => fields),
    wells: only === undefined ? [] : wells.map(({ well }) => well),
    plate: textIn(only, "Name"),
    plateFormat: plateFormatOf(only),
    objective: objectiveOf(elementAt(root, "Instrument", "Objective")),
  };
}

function imageOf(
  image: XmlElement,
  index: number,
  planes: Pick<OmeImage, "data" | "position" | "exposuresMs">,
): OmeImage | null {
  const pixels = elementAt(image, "Pixels");
  const channels = childrenOf(pixels, "Channel");
  const samples = whole(channels[0], "SamplesPerPixel", 1);
  const sizes = { C: whole(pixels, "SizeC", 0) / samples, Z: whole(pixels, "SizeZ", 0), T: whole(pixels, "SizeT", 0) };
  const order = ORDER.exec(textIn(pixels, "DimensionOrder") ?? "")?.[1];
  if (order === undefined || !Object.values(sizes).every((size) => Number.isSafeInteger(size) && size > 0)) return null;
  return {
    id: textIn(image, "ID") ?? `Image:${index}`,
    name: textIn(elementAt(image, "StageLabel"), "Name") ?? textIn(image, "Name"),
    startedAt: timeOf(elementAt(image, "AcquisitionDate")?.text),
    sizes,
    samples,
    order,
    pixelSizeUm: squareOf(umIn(pixels, "PhysicalSizeX"), umIn(pixels, "PhysicalSizeY")),
    zStepUm: positiveOf(umIn(pixels, "PhysicalSizeZ")),
    intervalS: positiveOf(secondsIn(pixels, "TimeIncrement")),
    channels: channels.map(channelOf),
    ...planes,
  };
}

function channelOf(channel: XmlElement): OmeChannel {
  return {
    name: textIn(channel, "Name") ?? textIn(channel, "Fluor"),
    excitationNm: positiveOf(nmIn(channel, "ExcitationWavelength")),
    emissionNm: positiveOf(nmIn(channel, "EmissionWavelength")),
  };
}

function dataOf(part: XmlElement): OmeData {
  const { IFD, PlaneCount } = part.attributes;
  const uuid = elementAt(part, "UUID");
  return {
    file: textIn(uuid, "FileName"),
    uuid: uuid?.text.trim() || null,
    page: whole(part, "IFD", 0),
    count: PlaneCount === undefined && IFD === undefined ? null : whole(part, "PlaneCount", 1),
    first: { C: whole(part, "FirstC", 0), Z: whole(part, "FirstZ", 0), T: whole(part, "FirstT", 0) },
  };
}

interface OmeWell {
  readonly well: string;
  readonly fields: readonly OmeField[];
}

/** Rows and columns count from 0. */
function wellOf(element: XmlElement): readonly OmeWell[] {
  const [row, column] = [whole(element, "Row", -1), whole(element, "Column", -1)];
  const isOnPlate = row >= 0 && row < LARGEST_PLATE.rows && column >= 0 && column < LARGEST_PLATE.columns;
  if (!isOnPlate) return [];
  const well = formatWellId(row, column);
  const fields = childrenOf(element, "WellSample").flatMap((sample, i) => {
    const image = textIn(elementAt(sample, "ImageRef"), "ID");
    return image === null ? [] : [{ well, site: i + 1, image, position: positionIn(sample) }];
  });
  return [{ well, fields }];
}

function plateFormatOf(plate: XmlElement | undefined): OmeDocument["plateFormat"] {
  const [rows, columns] = [whole(plate, "Rows", 0), whole(plate, "Columns", 0)];
  const isPlate = rows > 0 && columns > 0 && rows <= LARGEST_PLATE.rows && columns <= LARGEST_PLATE.columns;
  return isPlate ? { rows, columns } : null;
}

function objectiveOf(objective: XmlElement | undefined): ManifestObjective | null {
  if (objective === undefined) return null;
  const { Model, NominalMagnification, LensNA } = objective.attributes;
  return {
    name: Model?.trim() || null,
    magnification: positiveOf(NominalMagnification),
    numericalAperture: positiveOf(LensNA),
  };
}

function positionIn(element: XmlElement): StagePosition | null {
  const [xUm, yUm] = [umIn(element, "PositionX", null), umIn(element, "PositionY", null)];
  return xUm === null || yUm === null ? null : { xUm, yUm };
}

function squareOf(x: number | null, y: number | null): number | null {
  return x !== null && x > 0 && (y === null || Math.abs(x - y) <= 1e-3 * x) ? x : null;
}

function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

function textIn(element: XmlElement | undefined, attribute: string): string | null {
  return element?.attributes[attribute]?.trim() || null;
}

/** A whole number; NaN where the attribute is something else. */
function whole(element: XmlElement | undefined, attribute: string, otherwise: number): number {
  const text = textIn(element, attribute);
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}
