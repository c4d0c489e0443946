import type { Dtype } from "@ohcs/context";

/** What there is to see of a plate: what the server of a viewer says of it, and what its page shows. */
export interface ViewedPlate {
  readonly specVersion: 1;
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly wells: readonly ViewedWell[];
  /** Names of what steps emit beside the images of the plate. */
  readonly images: readonly string[];
}

/** A well with images; row and column from 0. */
export interface ViewedWell {
  readonly well: string;
  readonly row: number;
  readonly column: number;
  readonly fields: readonly ViewedField[];
}

/** A field of a well, by its site; null where images have no sites, as those that were stitched. */
export interface ViewedField {
  readonly site: number | null;
}

/** What there is of one field: its planes are those of all channels at all z and times. */
export interface ViewedImage {
  readonly width: number;
  readonly height: number;
  /** The sample type that its pixels are given in. */
  readonly dtype: Dtype;
  /** µm; null where it is unknown. */
  readonly pixelSizeUm: number | null;
  readonly channels: readonly ViewedChannel[];
  /** Empty where planes have no z, or no time. */
  readonly zIndexes: readonly number[];
  readonly timepoints: readonly number[];
  /** Names of label images of the same size. */
  readonly labels: readonly string[];
  /** Level `n` has means of 2^n × 2^n pixels, labels every 2^n-th; sizes are rounded up. */
  readonly levels: number;
}

/** A channel, its colour as six hexadecimal digits and the samples shown black and brightest, where they are stated. */
export interface ViewedChannel {
  readonly id: string;
  readonly name: string;
  readonly color: string | null;
  readonly window: { readonly low: number; readonly high: number } | null;
}

/** A rectangle of pixels of a level. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Levels end when both sides have at most this many pixels. */
const SMALLEST_SIDE = 512;

/** How many levels an image of this size has, see {@link ViewedImage.levels}. */
export function levelsFor(width: number, height: number): number {
  return 1 + Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / SMALLEST_SIDE)));
}
