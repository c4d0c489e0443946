import type { Plane, Point } from "../plane.ts";
import type { OverlapPlanes } from "./tile-overlaps.ts";

/** Fewer common px than this tell nothing. */
const FEWEST_PIXELS = 64;

/**
 * Filtered planes are mirrored at the borders of their tiles, where the other tile shows what really follows. Without
 * these px the error of positions fell from 0.15 to 0.05 px (root mean square over 216 generated tiles).
 */
const INSET = 3;

/**
 * The normalised cross-correlation of two planes of one size where they overlap when `moved` is laid at `shift` (whole
 * px) on `fixed`: 1 equal up to brightness and contrast, 0 unrelated. 0 where too little overlaps or one side is flat.
 */
function overlapCorrelation(fixed: Plane, moved: Plane, { x, y }: Point): number {
  const { height, width } = fixed;
  const fromX = Math.max(0, x) + INSET;
  const toX = Math.min(width, width + x) - INSET;
  const fromY = Math.max(0, y) + INSET;
  const toY = Math.min(height, height + y) - INSET;
  const count = Math.max(0, toX - fromX) * Math.max(0, toY - fromY);
  if (count < FEWEST_PIXELS) return 0;
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let row = fromY; row < toY; row++) {
    const atA = row * width;
    const atB = (row - y) * width - x;
    for (let column = fromX; column < toX; column++) {
      const a = fixed.data[atA + column]!;
      const b = moved.data[atB + column]!;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const spread = (sumAA - (sumA * sumA) / count) * (sumBB - (sumB * sumB) / count);
  return spread > 0 ? (sumAB - (sumA * sumB) / count) / Math.sqrt(spread) : 0;
}

/** How one tile lies against another, and how much their overlap speaks for it. */
interface Registration {
  /** Sub-pixel shift of the second plane against the first, px: content at `p` in the first is at `p − shift` there. */
  readonly shift: Point;
  /** Normalised cross-correlation of the overlap at that shift, −1 … 1: the mean of the channels. */
  readonly correlation: number;
}

/**
 * Registers two areas of one size that show nominally the same, in one or more channels: their normalised correlations are added, so
 * that each has the same say, however bright, and one that shows nothing there has none. Phase correlation has proposed shifts; the correlation of the
 * pixels decides among them and none, and is climbed to its maximum, a parabola through its neighbours gives the fraction of a pixel.
 */
export function registerOverlap(
  channels: readonly OverlapPlanes[],
  reach: number,
  proposed: readonly Point[],
): Registration {
  const memory = new Map<string, number>();
  const correlationAt = (at: Point): number => {
    const key = `${at.x},${at.y}`;
    const sum = () => channels.reduce((total, { fixed, moved }) => total + overlapCorrelation(fixed, moved, at), 0);
    const value = memory.get(key) ?? sum() / channels.length;
    memory.set(key, value);
    return value;
  };
  const starts = [{ x: 0, y: 0 }, ...proposed];
  // The less two tiles overlap at a shift, the higher they correlate by chance.
  const score = (at: Point) => correlationAt(at) * Math.sqrt(overlapShare(channels[0]!.fixed, at));
  const start = starts.reduce((best, at) => (score(at) > score(best) ? at : best));
  const top = climb(start, correlationAt, reach);
  return { shift: subPixel(top, correlationAt), correlation: correlationAt(top) };
}

function overlapShare({ width, height }: Plane, { x, y }: Point): number {
  return (1 - Math.abs(x) / width) * (1 - Math.abs(y) / height);
}

function climb(start: Point, correlationAt: (at: Point) => number, reach: number): Point {
  let top = start;
  for (let steps = 0; steps < 2 * reach; steps++) {
    const next = neighbours(top).reduce((best, at) => (correlationAt(at) > correlationAt(best) ? at : best), top);
    if (next === top || Math.abs(next.x) > reach || Math.abs(next.y) > reach) return top;
    top = next;
  }
  return top;
}

function neighbours({ x, y }: Point): Point[] {
  return [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ({ x: x + dx, y: y + dy })));
}

function subPixel({ x, y }: Point, correlationAt: (at: Point) => number): Point {
  const here = correlationAt({ x, y });
  return {
    x: x + vertex(correlationAt({ x: x - 1, y }), here, correlationAt({ x: x + 1, y })),
    y: y + vertex(correlationAt({ x, y: y - 1 }), here, correlationAt({ x, y: y + 1 })),
  };
}

/** Where the parabola through three values at −1, 0, 1 peaks; 0 where they have no peak. */
function vertex(before: number, here: number, after: number): number {
  const bend = before - 2 * here + after;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
}
