import type { Dtype, StagePosition } from "@ohcs/context";
import type { PlaneGrid } from "../plate/plane-grid.ts";

/** A plate before its first pixel: what its documents will say. */
export interface PlateDeclaration {
  readonly name: string;
  readonly wells: readonly WellDeclaration[];
  /** Names of label images that every field has. */
  readonly labels: readonly string[];
}

/** A well that is imaged, `A01`, and its fields, at least one. */
export interface WellDeclaration {
  readonly well: string;
  readonly fields: readonly FieldDeclaration[];
}

/** One field: its coordinates, where the stage stood, and its planes, which fields may share. */
export interface FieldDeclaration extends PlaneGrid {
  /** Centre of the first pixel in µm; null where unknown. */
  readonly position: StagePosition | null;
  readonly planes: PlaneDeclaration;
}

/** What planes are like. */
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

/** How a viewer shows a channel at first. */
export interface ChannelDeclaration {
  readonly name: string;
  /** Intensities shown as black and as full colour; null for the limits of the dtype. */
  readonly window: { readonly start: number; readonly end: number } | null;
  /** Six hexadecimal digits, red, green, blue; null for one of a palette. */
  readonly color: string | null;
}
