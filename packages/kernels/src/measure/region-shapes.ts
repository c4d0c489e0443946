import { inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";
import type { Bounds } from "./bounds.ts";
import type { RegionPixels } from "./region-pixels.ts";
import { storeRegions } from "./stored-regions.ts";

const HALF_PI = 1.5707963267948966;

/** The angle of the vector (x, y) in radians, −π to π, as `Math.atan2` but with the same bits in every engine. */
export function arcTangent(y: number, x: number): number {
  if (x === 0 && y === 0) return 0;
  const steep = Math.abs(y) > Math.abs(x);
  const slope = arcTangentOfRatio(steep ? x / y : y / x);
  if (steep) return (y > 0 ? HALF_PI : -HALF_PI) - slope;
  if (x > 0) return slope;
  return y < 0 ? slope - 2 * HALF_PI : slope + 2 * HALF_PI;
}

/** For |ratio| ≤ 1: the half-angle formula twice, then the series. */
function arcTangentOfRatio(ratio: number): number {
  const half = ratio / (1 + Math.sqrt(1 + ratio * ratio));
  const quarter = half / (1 + Math.sqrt(1 + half * half));
  const square = quarter * quarter;
  let sum = 0;
  for (let n = 25; n > 0; n -= 2) sum = 1 / n - square * sum;
  return 4 * quarter * sum;
}

/** The size and shape of one object, lengths in px, areas in px². */
export interface RegionShape {
  readonly area: number;
  /** The centroid: pixel centres are whole numbers, counted from 0. */
  readonly x: number;
  readonly y: number;
  readonly bounds: Bounds;
  /** Does the object reach the plane's outermost rows or columns? */
  readonly touchesEdge: boolean;
  readonly majorAxisLength: number;
  readonly minorAxisLength: number;
  readonly eccentricity: number;
  /** Angle of the major axis to the y axis in radians, counter-clockwise, −π/2 to π/2. */
  readonly orientation: number;
  readonly equivalentDiameter: number;
  readonly convexArea: number;
  /** area / convexArea */
  readonly solidity: number;
  readonly perimeter: number;
  /** 4π · area / perimeter²; 0 where the perimeter is 0. */
  readonly formFactor: number;
}

/** So many numbers tell the shape of a region. */
const FACTS = 16;

/**
 * Size and shape of each region of a plane, whose pixels are given in raster order.
 *
 * Reference: `skimage.measure.regionprops`, equal to 1e-9 of the value. Perimeters are those of `skimage.measure.perimeter(image,
 * neighborhood=4)` (Benkrid and Crookes, 2000). Convex areas are exact; `area_convex` works in floating point and may miss a centre that lies
 * precisely on the hull.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED
 */
export function regionShapes(regions: readonly RegionPixels[], { height, width }: Size): RegionShape[] {
  return inArena((kernels, arena) => {
    const { pixels, ends } = storeRegions(arena, regions);
    const box = arena.allocate((height + 2) * (width + 2));
    const rows = arena.allocate(48 * (height + 1));
    const target = arena.allocate(8 * FACTS * regions.length);
    kernels.measureShapes(pixels, ends, regions.length, width, box, rows, target);
    const facts = arena.view(target, new Float64Array(0), FACTS * regions.length);
    return regions.map((_, i) => shapeOf(facts, FACTS * i, height, width));
  });
}

function shapeOf(facts: Float64Array, at: number, height: number, width: number): RegionShape {
  // One by one: taken apart as a list, they make most of what a worker compiles.
  const area = facts[at]!;
  const bounds = { minX: facts[at + 1]!, maxX: facts[at + 3]!, minY: facts[at + 2]!, maxY: facts[at + 4]! };
  const sumX = facts[at + 5]!;
  const sumY = facts[at + 6]!;
  const meanX = sumX / area;
  const meanY = sumY / area;
  const length = contourLength(facts, at + 10);
  const convexArea = facts[at + 15]!;
  return {
    area,
    x: bounds.minX + meanX,
    y: bounds.minY + meanY,
    bounds,
    touchesEdge: bounds.minX === 0 || bounds.minY === 0 || bounds.maxX === width - 1 || bounds.maxY === height - 1,
    ...ellipseOf(
      (facts[at + 7]! - meanX * sumX) / area,
      (facts[at + 8]! - meanY * sumY) / area,
      (facts[at + 9]! - meanX * sumY) / area,
    ),
    equivalentDiameter: Math.sqrt((4 * area) / Math.PI),
    convexArea,
    solidity: area / convexArea,
    perimeter: length,
    formFactor: length === 0 ? 0 : (4 * Math.PI * area) / (length * length),
  };
}

/** The lengths of contour that border pixels stand for, by how they and their neighbours lie. */
const LENGTHS = [1, Math.SQRT2, Math.SQRT2, (1 + Math.SQRT2) / 2, (1 + Math.SQRT2) / 2];

function contourLength(facts: Float64Array, at: number): number {
  return LENGTHS.reduce((sum, length, i) => sum + facts[at + i]! * length, 0);
}

/** The ellipse that has the object's second moments. */
function ellipseOf(xx: number, yy: number, xy: number) {
  const middle = (xx + yy) / 2;
  const spread = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  const large = Math.max(0, middle + spread);
  const small = Math.max(0, middle - spread);
  return {
    majorAxisLength: 4 * Math.sqrt(large),
    minorAxisLength: 4 * Math.sqrt(small),
    eccentricity: large === 0 ? 0 : Math.sqrt(1 - small / large),
    orientation: orientationOf(xx, yy, xy),
  };
}

function orientationOf(xx: number, yy: number, xy: number): number {
  if (xx === yy) return xy > 0 ? Math.PI / 4 : -Math.PI / 4;
  return arcTangent(2 * xy, yy - xx) / 2;
}
