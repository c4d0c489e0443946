import type { Labels, Plane } from "../src/plane.ts";

/** A part of an image in which no object is annotated. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly plane: Plane;
}

/** The side of crops, px: as large as leaves dozens of them in eleven images. */
const SIDE = 64;
/** Outlines are drawn a little too tight: light of an annotated object reaches as far beyond them, px. */
const MARGIN = 8;

/** Squares of an image that keep `MARGIN` px from every annotated object and do not overlap, chosen in raster order. */
export function objectFreeCrops(plane: Plane, truth: Labels): readonly Crop[] {
  const crops: Crop[] = [];
  for (let y = 0; y + SIDE <= plane.height; y += MARGIN)
    for (let x = 0; x + SIDE <= plane.width; x += MARGIN) {
      const overlaps = crops.some((one) => Math.abs(one.x - x) < SIDE && Math.abs(one.y - y) < SIDE);
      if (!overlaps && isFree(truth, x, y)) crops.push({ x, y, plane: cropOf(plane, x, y) });
    }
  return crops;
}

function isFree({ data, height, width }: Labels, left: number, top: number): boolean {
  for (let y = Math.max(0, top - MARGIN); y < Math.min(height, top + SIDE + MARGIN); y++)
    for (let x = Math.max(0, left - MARGIN); x < Math.min(width, left + SIDE + MARGIN); x++)
      if (data[y * width + x] !== 0) return false;
  return true;
}

function cropOf({ data, width }: Plane, left: number, top: number): Plane {
  const rows = Array.from({ length: SIDE }, (_, y) =>
    data.slice((top + y) * width + left, (top + y) * width + left + SIDE),
  );
  return { data: Uint16Array.from(rows.flatMap((row) => [...row])), height: SIDE, width: SIDE };
}
