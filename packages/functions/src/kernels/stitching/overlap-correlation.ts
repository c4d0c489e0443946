import type { Plane, Point } from "../plane.ts";

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
export function overlapCorrelation(fixed: Plane, moved: Plane, { x, y }: Point): number {
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
