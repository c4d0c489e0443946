import type { Plane, Point } from "../plane.ts";
import { registerOverlap } from "./register-overlap.ts";

/** Two neighbouring tiles and what their overlap says. */
export interface TileEdge {
  /** Indexes of the tiles. */
  readonly from: number;
  readonly to: number;
  /** Position of `to` minus position of `from`, px, as measured. */
  readonly offset: Point;
  /** The same as the stage reported it. */
  readonly nominal: Point;
  /** Normalised cross-correlation of the overlap. */
  readonly correlation: number;
}

/** Overlaps of fewer px in a direction are not registered: too little to compare. */
const NARROWEST = 12;
/** Neighbours share at least this part of a side; tiles that touch at corners do not. */
const SHARED_SIDE = 0.5;

/** Measures every pair of neighbouring tiles; all tiles have one size. `reach` bounds the error of the stage in px. */
export function tileEdges(tiles: readonly Plane[], nominal: readonly Point[], reach: number): TileEdge[] {
  const edges: TileEdge[] = [];
  for (let from = 0; from < tiles.length; from++)
    for (let to = from + 1; to < tiles.length; to++) {
      const edge = measureEdge(tiles, nominal, { from, to, reach });
      if (edge !== null) edges.push(edge);
    }
  return edges;
}

interface Pair {
  readonly from: number;
  readonly to: number;
  readonly reach: number;
}

function measureEdge(tiles: readonly Plane[], nominal: readonly Point[], { from, to, reach }: Pair): TileEdge | null {
  const [a, b] = [tiles[from]!, tiles[to]!];
  const [at, other] = [nominal[from]!, nominal[to]!];
  const dx = Math.round(other.x - at.x);
  const dy = Math.round(other.y - at.y);
  const width = a.width - Math.abs(dx);
  const height = a.height - Math.abs(dy);
  const shared = Math.max(width / a.width, height / a.height);
  if (Math.min(width, height) < NARROWEST || shared < SHARED_SIDE) return null;
  const fixed = crop(a, Math.max(0, dx), Math.max(0, dy), width, height);
  const moved = crop(b, Math.max(0, -dx), Math.max(0, -dy), width, height);
  const bounded = Math.min(reach, Math.floor(0.75 * Math.min(width, height)));
  const { shift, correlation } = registerOverlap(fixed, moved, bounded);
  const offset = { x: dx + shift.x, y: dy + shift.y };
  return { from, to, offset, nominal: { x: other.x - at.x, y: other.y - at.y }, correlation };
}

function crop(
  { data, width: stride }: Plane,
  x: number,
  y: number,
  width: number,
  height: number,
): Plane<Float32Array> {
  const cropped = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = (y + row) * stride + x;
    cropped.set(data.subarray(start, start + width), row * width);
  }
  return { data: cropped, height, width };
}
