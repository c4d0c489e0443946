import type { ResolvedPlateOptions } from "../design/plate-options.ts";

/** An area in well coordinates (px), borders included. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The area that the tiles of a well cover when the stage is exact. */
export function nominalArea({ grid, tile, overlap }: ResolvedPlateOptions): Rectangle {
  const [rows, columns] = grid;
  const [width, height] = tile;
  const right = width * (1 + (columns - 1) * (1 - overlap)) - 0.5;
  const bottom = height * (1 + (rows - 1) * (1 - overlap)) - 0.5;
  return { left: -0.5, top: -0.5, right, bottom };
}

/** The rectangle grown by `margin` on every side; a negative margin shrinks it. */
export function growRectangle({ left, top, right, bottom }: Rectangle, margin: number): Rectangle {
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

/** Area in px², 0 where nothing is left. */
export function areaOf({ left, top, right, bottom }: Rectangle): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}
