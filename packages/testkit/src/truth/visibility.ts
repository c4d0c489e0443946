import type { Point, TileDesign } from "../plate/design/plate-design.ts";
import type { CellShape } from "../plate/scene/place-cells.ts";

/** How much of an outline the tiles show. */
interface Visibility {
  readonly visibleFraction: number;
  readonly touchesEdge: boolean;
}

type TileSize = { readonly width: number; readonly height: number };

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const DISC: readonly Point[] = Array.from({ length: 500 }, (_, i) => {
  const radius = Math.sqrt((i + 0.5) / 500);
  return { x: radius * Math.cos(i * GOLDEN_ANGLE), y: radius * Math.sin(i * GOLDEN_ANGLE) };
});
const CIRCLE: readonly Point[] = Array.from({ length: 64 }, (_, i) => ({
  x: Math.cos((i * Math.PI) / 32),
  y: Math.sin((i * Math.PI) / 32),
}));
const EDGE_PX = 1;

/**
 * How much of `shape` lies within the union of `tiles` at their actual places. The fraction is taken over 500 points
 * spread evenly over the ellipse, so it is a multiple of 0.002.
 */
export function visibilityOf(shape: CellShape, tiles: readonly TileDesign[], size: TileSize): Visibility {
  const near = tiles.filter((tile) => showsDisc(tile, size, shape, -shape.semiMajor - EDGE_PX));
  if (near.length === 0) return { visibleFraction: 0, touchesEdge: false };
  if (near.some((tile) => showsDisc(tile, size, shape, shape.semiMajor + EDGE_PX)))
    return { visibleFraction: 1, touchesEdge: false };
  const shows = (point: Point): boolean => isImaged(point, near, size);
  const visible = DISC.filter((point) => shows(pointOf(shape, point, 0))).length;
  const touchesEdge = visible > 0 && !CIRCLE.every((point) => shows(pointOf(shape, point, EDGE_PX)));
  return { visibleFraction: visible / DISC.length, touchesEdge };
}

/** Does a pixel of some tile cover the point of well coordinates? */
export function isImaged(point: Point, tiles: readonly TileDesign[], size: TileSize): boolean {
  return tiles.some((tile) => showsDisc(tile, size, point, 0));
}

/** Does the tile contain the disc of `radius` around `point`? With a negative radius: does it meet the disc's square? */
function showsDisc({ actual }: TileDesign, { width, height }: TileSize, point: Point, radius: number): boolean {
  const x = point.x - actual.x + 0.5;
  const y = point.y - actual.y + 0.5;
  return x >= radius && y >= radius && x <= width - radius && y <= height - radius;
}

function pointOf({ x, y, semiMajor, semiMinor, angle }: CellShape, unit: Point, margin: number): Point {
  const u = unit.x * (semiMajor + margin);
  const v = unit.y * (semiMinor + margin);
  return { x: x + u * Math.cos(angle) - v * Math.sin(angle), y: y + u * Math.sin(angle) + v * Math.cos(angle) };
}
