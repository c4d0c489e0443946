import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { emptyLike, type Plane, type Point } from "../plane.ts";

/** Two neighbouring tiles and what they show of the area that both should show. */
export interface TileOverlap {
  /** Indexes of the tiles. */
  readonly from: number;
  readonly to: number;
  /** The area in each channel. */
  readonly channels: readonly OverlapPlanes[];
  /** Largest shift between the two that is looked for, px. */
  readonly reach: number;
  /** Position of `to` minus position of `from`, px, as the stage reported it. */
  readonly nominal: Point;
  /** The same in whole px: where both areas are equal, if the stage was right. */
  readonly offset: Point;
}

/** One channel of an overlap. */
export interface OverlapPlanes {
  /** The area in `from`, band-passed. */
  readonly fixed: Plane<Float32Array>;
  /** The same area in `to`. */
  readonly moved: Plane<Float32Array>;
}

/** Overlaps of fewer px in a direction are not registered: too little to compare. */
const NARROWEST = 12;
/** Neighbours share at least this part of a side; tiles that touch at corners do not. */
const SHARED_SIDE = 0.5;

/** The overlaps of all pairs of neighbouring tiles, one after another; all tiles, of each channel, have one size. */
export function* tileOverlaps(
  channels: readonly (readonly Plane[])[],
  nominal: readonly Point[],
  reach: number,
): Generator<TileOverlap> {
  for (let from = 0; from < nominal.length; from++)
    for (let to = from + 1; to < nominal.length; to++) {
      const overlap = overlapOf(channels, nominal, { from, to, reach });
      if (overlap !== null) yield overlap;
    }
}

interface Pair {
  readonly from: number;
  readonly to: number;
  readonly reach: number;
}

function overlapOf(
  channels: readonly (readonly Plane[])[],
  nominal: readonly Point[],
  { from, to, reach }: Pair,
): TileOverlap | null {
  const a = channels[0]![from]!;
  const [at, other] = [nominal[from]!, nominal[to]!];
  const dx = Math.round(other.x - at.x);
  const dy = Math.round(other.y - at.y);
  const width = a.width - Math.abs(dx);
  const height = a.height - Math.abs(dy);
  const shared = Math.max(width / a.width, height / a.height);
  if (Math.min(width, height) < NARROWEST || shared < SHARED_SIDE) return null;
  const planes = channels.map((tiles) => ({
    fixed: bandPassed(tiles[from]!, { x: Math.max(0, dx), y: Math.max(0, dy), width, height }),
    moved: bandPassed(tiles[to]!, { x: Math.max(0, -dx), y: Math.max(0, -dy), width, height }),
  }));
  const bounded = Math.min(reach, Math.floor(Math.min(width, height) / 2));
  const stage = { x: other.x - at.x, y: other.y - at.y };
  return { from, to, channels: planes, reach: bounded, nominal: stage, offset: { x: dx, y: dy } };
}

/** Structures between these standard deviations in px speak: neither noise nor illumination. */
const FINE = 1;
const COARSE = 3;
/** How far a filtered pixel sees: with so much of the tile around it, the crop's own border leaves no trace. */
const MARGIN = 4 * COARSE;

/** A part of a tile, band-passed; square roots first, so that a few bright objects do not outshout all texture. */
function bandPassed(tile: Plane, area: Area): Plane<Float32Array> {
  const around = grown(area, MARGIN, tile);
  const part = crop(tile, around);
  const roots = { ...part, data: emptyLike(part.data) };
  for (let i = 0; i < roots.data.length; i++) roots.data[i] = Math.sqrt(Math.max(0, part.data[i]!));
  const difference = gaussianBlur(roots, FINE);
  const { data: coarse } = gaussianBlur(roots, COARSE);
  for (let i = 0; i < coarse.length; i++) difference.data[i] = difference.data[i]! - coarse[i]!;
  return crop(difference, { ...area, x: area.x - around.x, y: area.y - around.y });
}

interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

function grown({ x, y, width, height }: Area, margin: number, within: Plane): Area {
  const left = Math.max(0, x - margin);
  const top = Math.max(0, y - margin);
  const right = Math.min(within.width, x + width + margin);
  const bottom = Math.min(within.height, y + height + margin);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function crop({ data, width: stride }: Plane, { x, y, width, height }: Area): Plane<Float32Array> {
  const cropped = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = (y + row) * stride + x;
    cropped.set(data.subarray(start, start + width), row * width);
  }
  return { data: cropped, height, width };
}
