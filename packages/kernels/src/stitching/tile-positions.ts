import { expectParameter, expectSameShape, type Plane, type Point } from "../plane.ts";
import { placeTiles } from "./place-tiles.ts";
import { type TileEdge, tileEdges } from "./tile-edges.ts";

export interface TilePositionsOptions {
  /** Largest error of the stage that is looked for, px per axis. @default 40 */
  readonly reach?: number;
  /** Edges whose overlaps correlate less are rejected. @default 0.15 */
  readonly minCorrelation?: number;
  /** Edges that contradict the others by more px are rejected. @default 2 */
  readonly maxResidual?: number;
  /** The same tiles in further channels, registered together with the first. @default none */
  readonly moreChannels?: readonly (readonly Plane[])[];
}

/** Where each tile lies, and a record of how far to trust it. */
export interface TilePositions {
  /**
   * Upper left corners in px, x right, y down; the smallest x and y are 0. Tiles that no accepted edge joins to another
   * lie on whole px: the stage is not right to a fraction, and nothing need be resampled.
   */
  readonly positions: readonly Point[];
  readonly edges: readonly (TileEdge & { readonly accepted: boolean })[];
  readonly accepted: number;
  readonly rejected: number;
  readonly residualRms: number;
  /** Tiles of the largest group that accepted edges join; the only tile of one. */
  readonly registeredTiles: number;
  /** All others: how they lie against that group is the stage's word alone. */
  readonly fallbackTiles: number;
  readonly fallback: boolean;
}

/**
 * The places of overlapping tiles of one size, sub-pixel, from nominal places (px) that are roughly right: neighbours are
 * registered by phase correlation, then all edges are reconciled by least squares.
 *
 * Reference: S. Preibisch, S. Saalfeld, P. Tomancak, "Globally optimal stitching of tiled 3D microscopic image
 * acquisitions" (2009). Checked against the known offsets of generated plates.
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID
 */
export function tilePositions(
  tiles: readonly Plane[],
  nominal: readonly Point[],
  options: TilePositionsOptions = {},
): TilePositions {
  const channels = [tiles, ...(options.moreChannels ?? [])];
  expectTiles(channels, nominal);
  return placedTiles(nominal, tileEdges(channels, nominal, options.reach ?? REACH), options);
}

/** Without a word on the largest error of the stage, px. */
export const REACH = 40;

/** @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID */
export function expectTiles(channels: readonly (readonly Plane[])[], nominal: readonly Point[]): void {
  const [first, ...others] = channels.flat();
  const isComplete = first !== undefined && channels.every((tiles) => tiles.length === nominal.length);
  expectParameter(isComplete, "place tiles", "one place per tile", nominal.length);
  if (first !== undefined) expectSameShape("place tiles", first, ...others);
}

/** The places of tiles whose overlaps have been measured. */
export function placedTiles(
  nominal: readonly Point[],
  edges: readonly TileEdge[],
  { minCorrelation = 0.15, maxResidual = 2 }: TilePositionsOptions,
): TilePositions {
  const placed = placeTiles(nominal, edges, { minCorrelation, maxResidual });
  const accepted = placed.accepted.filter(Boolean).length;
  const sizes = placed.groups.map((group) => placed.groups.filter((other) => other === group).length);
  const largest = Math.max(...sizes);
  const registeredTiles = largest > 1 || nominal.length === 1 ? largest : 0;
  return {
    positions: fromZero(placed.positions).map((place, i) => (sizes[i] === 1 ? inWholePixels(place) : place)),
    edges: edges.map((edge, i) => ({ ...edge, accepted: placed.accepted[i]! })),
    accepted,
    rejected: edges.length - accepted,
    residualRms: placed.residualRms,
    registeredTiles,
    fallbackTiles: nominal.length - registeredTiles,
    fallback: registeredTiles < nominal.length,
  };
}

/** Rounding noise of the solver ends here, far below what can be measured. */
const STEPS_PER_PIXEL = 1e6;

function fromZero(positions: readonly Point[]): Point[] {
  const left = Math.min(...positions.map(({ x }) => x));
  const top = Math.min(...positions.map(({ y }) => y));
  return positions.map(({ x, y }) => ({ x: rounded(x - left), y: rounded(y - top) }));
}

function inWholePixels({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

function rounded(length: number): number {
  return Math.round(length * STEPS_PER_PIXEL) / STEPS_PER_PIXEL;
}
