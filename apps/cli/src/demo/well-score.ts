import type { PlacementKind } from "@ohcs/testkit";

/** How one well of the demo compares with the truth. */
export interface WellScore {
  readonly well: string;
  readonly placement: PlacementKind;
  readonly status: string;
  /** Cells that are at least half visible. */
  readonly truth: number;
  /** Objects that the well's table counts. */
  readonly found: number;
  /** Objects in the label mosaic on cells that do not count: neither right nor wrong. */
  readonly ignored: number;
  /** Cells whose object covers them with an intersection over union of 0.5 or more. */
  readonly matched: number;
  readonly f1: number;
  /** Objects on a cell that has its object already. */
  readonly duplicates: number;
  /** Root mean square of the tiles' position errors, px; null where the well has no positions. */
  readonly stitchingRms: number | null;
  /** The same for the stage's own positions. */
  readonly nominalRms: number | null;
  /** Objects of all tiles added up, those in overlaps repeatedly: the wrong method. */
  readonly tileSum: number;
}
