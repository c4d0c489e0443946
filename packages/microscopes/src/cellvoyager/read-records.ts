import type { StagePosition } from "@ohcs/context";
import { fileNameOf, numberOf, readXml, timeOf, type XmlElement } from "../text/read-xml.ts";

/** What `MeasurementData.mlf` states of an image; null where it states nothing. */
export interface ImageRecord {
  readonly row: number | null;
  readonly column: number | null;
  readonly field: number | null;
  readonly z: number | null;
  readonly timepoint: number | null;
  readonly channel: string | null;
  /** µm from the well's centre, x right, y down. */
  readonly position: StagePosition | null;
  readonly zUm: number | null;
  readonly acquiredAt: string | null;
}

/** The content of `MeasurementData.mlf`. */
export interface MeasurementRecords {
  /** By the name of the file. */
  readonly images: ReadonlyMap<string, ImageRecord>;
  /** What went wrong while imaging, where and why. */
  readonly errors: readonly { readonly record: ImageRecord; readonly text: string }[];
}

/** Reads `MeasurementData.mlf`: a record for each image, and for each error. µm there, y up. */
export function readRecords(bytes: Uint8Array): MeasurementRecords | { readonly problem: string } {
  const images = new Map<string, ImageRecord>();
  const errors: MeasurementRecords["errors"][number][] = [];
  const { root, problem } = readXml(bytes, {
    records: {
      MeasurementRecord: (element) => {
        const [record, text] = [recordOf(element), element.text.trim()];
        if (element.attributes.Type === "ERR") errors.push({ record, text });
        else images.set(fileNameOf(text), record);
      },
    },
  });
  if (root === null) return { problem: problem ?? "it is empty" };
  if (root.name !== "MeasurementData") return { problem: `it is a '${root.name}', not a list of records` };
  return { images, errors };
}

function recordOf({ attributes }: XmlElement): ImageRecord {
  const [x, y] = [numberOf(attributes.X), numberOf(attributes.Y)];
  return {
    row: numberOf(attributes.Row),
    column: numberOf(attributes.Column),
    field: numberOf(attributes.FieldIndex),
    z: numberOf(attributes.ZIndex),
    timepoint: numberOf(attributes.TimePoint),
    channel: attributes.Ch?.trim() || null,
    position: x === null || y === null ? null : { xUm: x, yUm: 0 - y },
    zUm: numberOf(attributes.Z),
    acquiredAt: timeOf(attributes.Time),
  };
}
