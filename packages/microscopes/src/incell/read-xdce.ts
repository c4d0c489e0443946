import type { ManifestChannel, ManifestObjective } from "@ohcs/context";
import { elementAt, fileNameOf, numberOf, positiveOf, readXml, type XmlElement } from "../text/read-xml.ts";

type ChannelFacts = Partial<Omit<ManifestChannel, "id">>;

/** What an `.xdce` file states of an image; indices from 0 there, numbers from 1 here. */
export interface XdceImage {
  readonly row: number | null;
  readonly column: number | null;
  readonly site: number | null;
  readonly channel: string | null;
  readonly zIndex: number | null;
  readonly timepoint: number | null;
  /** µm from the plate's corner; which way y points is not stated. */
  readonly x: number | null;
  readonly y: number | null;
  readonly zUm: number | null;
}

export interface XdceFile {
  /** By the name of the file. */
  readonly images: ReadonlyMap<string, XdceImage>;
  /** By number from 1. */
  readonly channels: ReadonlyMap<string, ChannelFacts>;
  readonly plateFormat: { readonly rows: number; readonly columns: number } | null;
  readonly objective: ManifestObjective | null;
  /** µm; null if pixels are not square, or were binned, since nothing states whether the size allows for it. */
  readonly pixelSizeUm: number | null;
}

const LARGEST_INDEX = 1e6;

/** Reads the `.xdce` file of an IN Cell Analyzer. */
export function readXdce(bytes: Uint8Array): XdceFile | { readonly problem: string } {
  const images = new Map<string, XdceImage>();
  const firsts = new Map<string, XmlElement>();
  const { root, problem } = readXml(bytes, {
    records: {
      Image: (element) => {
        const name = fileNameOf(element.attributes.filename);
        if (name === "") return;
        const image = imageOf(element);
        images.set(name, image);
        if (image.channel !== null && !firsts.has(image.channel)) firsts.set(image.channel, element);
      },
    },
  });
  if (root === null) return { problem: problem ?? "it is empty" };
  if (root.name !== "ImageStack") return { problem: `it is a '${root.name}', not a stack of images` };
  const protocol = elementAt(root, "AutoLeadAcquisitionProtocol");
  const set = elementAt(protocol, "Wavelengths")?.children ?? [];
  const waves = set.map((wave) => [indexOf(wave.attributes.index), channelOf(wave)] as const);
  return {
    images,
    channels: new Map([
      ...[...firsts].map(([id, element]) => [id, channelOf(element)] as const),
      ...waves.flatMap(([index, facts]) => (index === null ? [] : [[String(index), facts] as const])),
    ]),
    plateFormat: plateFormatIn(protocol),
    ...opticsIn(protocol),
  };
}

function imageOf(element: XmlElement): XdceImage {
  const number = (name: string, attribute: string) => numberOf(elementAt(element, name)?.attributes[attribute]);
  const index = (attribute: string) => indexOf(elementAt(element, "Identifier")?.attributes[attribute]);
  const well = elementAt(element, "Well");
  const wave = index("wave_index");
  return {
    row: numberOf(elementAt(well, "Row")?.attributes.number),
    column: numberOf(elementAt(well, "Column")?.attributes.number),
    site: index("field_index"),
    channel: wave === null ? null : String(wave),
    zIndex: index("z_index"),
    timepoint: index("time_index"),
    x: number("PlatePosition_um", "x"),
    y: number("PlatePosition_um", "y"),
    zUm: number("FocusPosition", "z"),
  };
}

/** A number from 1, of an index from 0. */
function indexOf(text: string | undefined): number | null {
  const value = numberOf(text);
  return value !== null && Number.isInteger(value) && value >= 0 && value < LARGEST_INDEX ? value + 1 : null;
}

function channelOf(element: XmlElement): ChannelFacts {
  const attribute = (name: string, own: string) => elementAt(element, name)?.attributes[own]?.trim() || null;
  const names = [attribute("ExcitationFilter", "name"), attribute("EmissionFilter", "name")];
  const exposure = elementAt(element, "Exposure")?.attributes;
  return {
    name: [...new Set(names.filter((name) => name !== null))].join(" - ") || null,
    excitationNm: positiveOf(attribute("ExcitationFilter", "wavelength")),
    emissionNm: positiveOf(attribute("EmissionFilter", "wavelength")),
    exposureMs: (exposure?.unit ?? "ms") === "ms" ? positiveOf(exposure?.time) : null,
  };
}

function plateFormatIn(protocol: XmlElement | undefined): XdceFile["plateFormat"] {
  const { rows, columns } = elementAt(protocol, "Plate")?.attributes ?? {};
  const [height, width] = [positiveOf(rows), positiveOf(columns)];
  return Number.isInteger(height) && Number.isInteger(width) ? { rows: height ?? 0, columns: width ?? 0 } : null;
}

function opticsIn(protocol: XmlElement | undefined): Pick<XdceFile, "objective" | "pixelSizeUm"> {
  const lens = elementAt(protocol, "ObjectiveCalibration")?.attributes;
  if (lens === undefined) return { objective: null, pixelSizeUm: null };
  const [width, height] = [numberOf(lens.pixel_width), numberOf(lens.pixel_height)];
  const binning = elementAt(protocol, "Camera", "Binning")?.attributes.value;
  const isWhole = binning === undefined || /^1\s*[xX]\s*1$/.test(binning.trim());
  const isUm = lens.unit === undefined || /^(?:u|µ|μ)m$/.test(lens.unit.trim());
  return {
    objective: {
      name: lens.objective_name || null,
      magnification: numberOf(lens.magnification),
      numericalAperture: numberOf(lens.numerical_aperture),
    },
    pixelSizeUm: isWhole && isUm && width === height ? positiveOf(width) : null,
  };
}
