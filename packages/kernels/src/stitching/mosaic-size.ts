import type { Point } from "../plane.ts";

/** The size of the canvas that holds every whole pixel of tiles of `width × height` px at `positions` ≥ 0. */
export function mosaicSize(
  positions: readonly Point[],
  width: number,
  height: number,
): { width: number; height: number } {
  const right = Math.max(...positions.map(({ x }) => x));
  const bottom = Math.max(...positions.map(({ y }) => y));
  return { width: Math.floor(right + width - 1) + 1, height: Math.floor(bottom + height - 1) + 1 };
}
