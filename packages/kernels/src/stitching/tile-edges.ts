import type { Plane, Point } from "../plane.ts";
import { phaseCorrelation } from "./phase-correlation.ts";
import { registerOverlap } from "./register-overlap.ts";
import { type TileOverlap, tileOverlaps } from "./tile-overlaps.ts";

/** Two neighbouring tiles and what their overlap says. */
export interface TileEdge {
  /** Indexes of the tiles. */
  readonly from: number;
  readonly to: number;
  /** Position of `to` minus position of `from`, px, as measured. */
  readonly offset: Point;
  /** The same as the stage reported it. */
  readonly nominal: Point;
  /** Normalised cross-correlation of the overlap, the mean of its channels. */
  readonly correlation: number;
}

/** Peaks of the phase correlation that are tried against the pixels themselves. */
export const PROPOSALS = 8;

/** Measures every pair of neighbouring tiles; all tiles have one size. `reach` bounds the error of the stage in px. */
export function tileEdges(
  channels: readonly (readonly Plane[])[],
  nominal: readonly Point[],
  reach: number,
): TileEdge[] {
  return Array.from(tileOverlaps(channels, nominal, reach), (overlap) => {
    const proposed = overlap.channels.flatMap(({ fixed, moved }) =>
      phaseCorrelation(fixed, moved, overlap.reach, PROPOSALS),
    );
    return tileEdge(overlap, proposed);
  });
}

/** What an overlap says, where phase correlation of its channels proposes these shifts. */
export function tileEdge(overlap: TileOverlap, proposed: readonly Point[]): TileEdge {
  const { from, to, channels, reach, offset, nominal } = overlap;
  const { shift, correlation } = registerOverlap(channels, reach, proposed);
  return { from, to, offset: { x: offset.x + shift.x, y: offset.y + shift.y }, nominal, correlation };
}
