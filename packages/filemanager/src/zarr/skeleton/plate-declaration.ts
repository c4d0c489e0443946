import type { DisplayWindow, Dtype, PlateFormat, StagePosition } from "@ohcs/context";
import type { PlaneGrid } from "../plate/plane-grid.ts";

/** A plate before its first pixel: the content of its documents. */
export interface PlateDeclaration {
  readonly name: string;
  readonly wells: readonly WellDeclaration[];
  /** Names of label images that every field has. */
  readonly labels: readonly string[];
  /** The id of the acquisition that all fields are of; null where the source states none. @default null */
  readonly acquisition?: number | null;
  /** Rows and columns of the plate; null where they are not known: the smallest of 96, 384 and 1536 wells that holds them all. @default null */
  readonly format?: Pick<PlateFormat, "rows" | "columns"> | null;
}

/** A well that is imaged, `A01`, and its fields, at least one. */
export interface WellDeclaration {
  readonly well: string;
  readonly fields: readonly FieldDeclaration[];
}

/** One field: its coordinates, stage position, and planes, which fields may share. */
export interface FieldDeclaration extends PlaneGrid {
  /** Centre of the first pixel in µm; null where unknown. */
  readonly position: StagePosition | null;
  readonly planes: PlaneDeclaration;
}

/** Size, sample type and calibration of planes. */
export interface PlaneDeclaration {
  readonly width: number;
  readonly height: number;
  readonly dtype: Dtype;
  readonly pixelSizeUm: number | null;
  /** µm from one z to the next; null where unknown. */
  readonly zStepUm: number | null;
  /** Seconds from one time to the next; null where unknown. */
  readonly intervalS: number | null;
  /** One for each channel, in their order, or none. */
  readonly displays: readonly ChannelDeclaration[];
}

/** The initial display settings of a channel in a viewer. */
export interface ChannelDeclaration {
  readonly name: string;
  /** Intensities shown as black and as full colour; null for the limits of the dtype. */
  readonly window: DisplayWindow | null;
  /** Six hexadecimal digits, red, green, blue; null for one of a palette. */
  readonly color: string | null;
}
