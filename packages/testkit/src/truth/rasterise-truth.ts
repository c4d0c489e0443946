import type { Point } from "../plate/design/plate-design.ts";
import type { CellTruth, WellTruth } from "./plate-truth.ts";
import { isImaged } from "./visibility.ts";

/** A label image of a well: 0 is background, every other value one object. */
export interface LabelMosaic {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
  /** Well coordinates of the mosaic's first pixel; minus the `offset` of `scorePositions` where tiles were stitched. */
  readonly origin: Point;
}

/**
 * The true label image of a well on the canvas given: pixels hold cell ids, 0 outside. Where ellipses overlap, a pixel
 * belongs to the one whose centre is nearer in units of its own axes; pixels outside all tiles are 0.
 */
export function rasteriseTruth(truth: WellTruth, canvas: Omit<LabelMosaic, "data">): LabelMosaic {
  const data = new Uint32Array(canvas.width * canvas.height);
  const nearest = new Float32Array(data.length).fill(Number.POSITIVE_INFINITY);
  for (const cell of truth.cells) if (cell.visibleFraction > 0) drawCell(data, nearest, cell, canvas);
  for (const cell of truth.cells) if (cell.touchesEdge) clipCell(data, cell, truth, canvas);
  return { ...canvas, data };
}

function drawCell(
  data: Uint32Array,
  nearest: Float32Array,
  cell: CellTruth,
  { width, height, origin }: Omit<LabelMosaic, "data">,
): void {
  forEachPixel(cell, width, height, origin, (i, x, y) => {
    const square = squaredRadius(cell, x, y);
    if (square > 1 || square >= (nearest[i] ?? 0)) return;
    nearest[i] = square;
    data[i] = cell.id;
  });
}

function clipCell(
  data: Uint32Array,
  cell: CellTruth,
  { tiles, tile }: WellTruth,
  { width, height, origin }: Omit<LabelMosaic, "data">,
): void {
  forEachPixel(cell, width, height, origin, (i, x, y) => {
    if (data[i] === cell.id && !isImaged({ x, y }, tiles, tile)) data[i] = 0;
  });
}

/** Squared distance of a point of well coordinates from the nucleus' centre, in units of its axes: 1 on the outline. */
function squaredRadius({ x, y, semiMajor, semiMinor, angle }: CellTruth, atX: number, atY: number): number {
  const [dx, dy] = [atX - x, atY - y];
  const u = (dx * Math.cos(angle) + dy * Math.sin(angle)) / semiMajor;
  const v = (dy * Math.cos(angle) - dx * Math.sin(angle)) / semiMinor;
  return u * u + v * v;
}

function forEachPixel(
  { x, y, semiMajor }: CellTruth,
  width: number,
  height: number,
  origin: { readonly x: number; readonly y: number },
  visit: (index: number, x: number, y: number) => void,
): void {
  const [left, top] = [
    Math.max(0, Math.ceil(x - semiMajor - origin.x)),
    Math.max(0, Math.ceil(y - semiMajor - origin.y)),
  ];
  const right = Math.min(width - 1, Math.floor(x + semiMajor - origin.x));
  const bottom = Math.min(height - 1, Math.floor(y + semiMajor - origin.y));
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) visit(row * width + column, column + origin.x, row + origin.y);
}
