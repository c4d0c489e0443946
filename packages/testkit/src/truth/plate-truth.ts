import type {
  CellDesign,
  CorruptPlane,
  PlateCoordinates,
  PlateDesign,
  TileDesign,
  WellDesign,
} from "../plate/design/plate-design.ts";

/** The truth about a cell, apart from its design. */
export interface CellTruth extends CellDesign {
  /** The part of the nucleus that lies within the imaged area, 0 … 1. */
  readonly visibleFraction: number;
  /** Does the nucleus come closer than one pixel to the border of the imaged area, or cross it? */
  readonly touchesEdge: boolean;
  /** At least half visible: included in a perfect count. */
  readonly counted: boolean;
}

/** The truth about a tile, apart from its design. */
export interface TileTruth extends TileDesign {
  /** Cells at least half visible in this tile alone; summed over tiles, cells in overlaps count repeatedly. */
  readonly count: number;
}

export interface WellTruth extends Pick<WellDesign, "well" | "placement" | "role" | "dose"> {
  /** Cells that count, each once. */
  readonly count: number;
  readonly tile: { readonly width: number; readonly height: number };
  readonly tiles: readonly TileTruth[];
  readonly cells: readonly CellTruth[];
}

/** A plane that was not written, or was written truncated, with its path below the plate's folder. */
export type FaultTruth<Plane extends PlateCoordinates = PlateCoordinates> = Plane & { readonly path: string };

/** What the truth keeps of the design as it is. */
type OfDesign = Omit<PlateDesign, "name" | "format" | "wells" | "missing" | "corrupt">;

/**
 * The ground truth of a synthetic plate, as saved in `truth.json`. Lengths are px unless named otherwise; the light at pixel (x, y) of a tile is
 * `1 − v/2 · Σ (2 · ((x + ½) / width − centre))²` over both axes, v the vignetting of its `optics`.
 */
export interface PlateTruth extends OfDesign {
  readonly specVersion: 1;
  readonly plate: string;
  readonly format: number;
  /** Cells that count over all wells. */
  readonly count: number;
  readonly wells: readonly WellTruth[];
  readonly missing: readonly FaultTruth[];
  readonly corrupt: readonly FaultTruth<CorruptPlane>[];
}
