import type {
  CellDesign,
  CorruptPlane,
  LayoutName,
  Optics,
  PlacementKind,
  PlateCoordinates,
  TileDesign,
  WellRole,
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

export interface WellTruth {
  readonly well: string;
  readonly placement: PlacementKind;
  readonly role: WellRole;
  readonly dose: number;
  /** Cells that count, each once. */
  readonly count: number;
  readonly tile: { readonly width: number; readonly height: number };
  readonly tiles: readonly TileTruth[];
  readonly cells: readonly CellTruth[];
}

/** A plane that was not written, or was written truncated, with its path below the plate's folder. */
export type FaultTruth<Plane extends PlateCoordinates = PlateCoordinates> = Plane & { readonly path: string };

/** The ground truth of a synthetic plate, as saved in `truth.json`. Lengths are px unless named otherwise. */
export interface PlateTruth {
  readonly specVersion: 1;
  readonly plate: string;
  readonly layout: LayoutName;
  readonly seed: number;
  readonly format: number;
  readonly grid: { readonly rows: number; readonly columns: number };
  readonly tile: { readonly width: number; readonly height: number };
  readonly overlap: number;
  readonly pixelSizeUm: number;
  readonly zStepUm: number;
  readonly zSteps: number;
  readonly timepoints: number;
  readonly channels: readonly string[];
  /** Camera and illumination: the light at tile pixel (x, y) is `1 − v/2 · Σ (2 · ((x + ½) / width − centre))²` over both axes. */
  readonly optics: Optics;
  /** Cells that count over all wells. */
  readonly count: number;
  readonly wells: readonly WellTruth[];
  readonly missing: readonly FaultTruth[];
  readonly corrupt: readonly FaultTruth<CorruptPlane>[];
}
