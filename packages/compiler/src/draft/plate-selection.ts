import type { Diagnostic, Dtype, PlaneCoordinates, SourceImage } from "@ohcs/context";

/** A selected well with its images, index by index along the layout of its structure. */
export interface SelectedWell {
  readonly well: string;
  readonly images: readonly SourceImage[];
}

/** Wells that have images at the same coordinates and run the same steps: they share everything but their names. */
export interface WellStructure {
  readonly layout: readonly PlaneCoordinates[];
  /** Where the plate's other images let expect one, and there is none. */
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

/** What of the plate is worked on. */
export interface PlateSelection {
  /** Wells whose work is asked for, in plate order. */
  readonly wells: readonly string[];
  /** These and all others that reductions of the plate take into account, in plate order. */
  readonly population: readonly string[];
  /** Wells that are asked for and that the plate announces, but of which no image is there; in plate order. */
  readonly absent: readonly string[];
  readonly structures: readonly WellStructure[];
  /** Null where no header was read. */
  readonly tile: TileFacts | null;
  readonly findings: readonly Diagnostic[];
}
