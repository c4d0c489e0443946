import { numberOf, readXml, timeOf, type XmlElement } from "../text/read-xml.ts";

/** The content of `MeasurementDetail.mrf`: extents, and pixel sizes of channels. */
export interface MeasurementDetail {
  readonly plateFormat: { readonly rows: number; readonly columns: number } | null;
  readonly startedAt: string | null;
  readonly timepoints: number | null;
  readonly fields: number | null;
  readonly zSteps: number | null;
  /** The name of the settings' file. */
  readonly setting: string | null;
  /** µm by channel; null unless pixels are square. */
  readonly pixelSizes: ReadonlyMap<string, number | null>;
  /** Names of shading images. */
  readonly corrections: ReadonlySet<string>;
}

const MOST = 10_000;

export function readDetail(bytes: Uint8Array): MeasurementDetail | { readonly problem: string } {
  const { root, problem } = readXml(bytes);
  if (root === null) return { problem: problem ?? "it is empty" };
  if (root.name !== "MeasurementDetail") return { problem: `it is a '${root.name}', not a measurement's detail` };
  const { attributes } = root;
  const [rows, columns] = [countOf(attributes.RowCount), countOf(attributes.ColumnCount)];
  const channels = root.children.filter(({ name }) => name === "MeasurementChannel");
  return {
    plateFormat: rows === null || columns === null ? null : { rows, columns },
    startedAt: timeOf(attributes.BeginTime),
    timepoints: countOf(attributes.TimePointCount),
    fields: countOf(attributes.FieldCount),
    zSteps: countOf(attributes.ZCount),
    setting: attributes.MeasurementSettingFileName || null,
    pixelSizes: new Map(channels.map((channel) => [channel.attributes.Ch?.trim() ?? "", pixelSizeOf(channel)])),
    corrections: new Set(channels.flatMap((channel) => channel.attributes.ShadingCorrectionSource || [])),
  };
}

function pixelSizeOf({ attributes }: XmlElement): number | null {
  const [x, y] = [numberOf(attributes.HorizontalPixelDimension), numberOf(attributes.VerticalPixelDimension)];
  return x !== null && x > 0 && x === y ? x : null;
}

/** A whole number from 1 that is no larger than a plate's. */
function countOf(text: string | undefined): number | null {
  const value = numberOf(text);
  return value !== null && Number.isInteger(value) && value >= 1 && value <= MOST ? value : null;
}
