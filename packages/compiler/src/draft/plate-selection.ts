import type { Diagnostic, Dtype, PlaneCoordinates, SourceImage } from "@ohcs/context";

/** A selected well with its images, index by index along the layout of its structure. */
export interface SelectedWell {
  readonly well: string;
  readonly images: readonly SourceImage[];
}

/** Wells that have images at the same coordinates and run the same steps: they share everything but their names. */
export interface WellStructure {
  readonly layout: readonly PlaneCoordinates[];
  /** Coordinates where the plate's other images imply one, but there is none. */
  readonly missing: readonly PlaneCoordinates[];
  /** Which steps apply to these wells, by step index. */
  readonly active: readonly boolean[];
  readonly wells: readonly SelectedWell[];
}

/** Size and sample type of the plate's planes. */
export interface TileFacts {
  readonly width: number;
  readonly height: number;
  readonly dtype: Dtype;
}

/** The selected part of the plate. */
export interface PlateSelection {
  /** Selected wells, in plate order. */
  readonly wells: readonly string[];
  /** These and all other wells that reductions of the plate take into account, in plate order. */
  readonly population: readonly string[];
  /** Selected wells that the plate lists but that have no image; in plate order. */
  readonly absent: readonly string[];
  readonly structures: readonly WellStructure[];
  /** Null if no header was read. */
  readonly tile: TileFacts | null;
  readonly findings: readonly Diagnostic[];
}
