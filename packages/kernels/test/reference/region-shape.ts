import type { Bounds } from "../../src/measure/bounds.ts";
import type { Plane } from "../../src/plane.ts";
import { convexArea } from "./convex-area.ts";
import { perimeter } from "./perimeter.ts";

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

/**
 * Size and shape of the object whose pixels are given in raster order.
 *
 * Reference: `skimage.measure.regionprops`, equal to 1e-9 of the value; `convexArea` see there.
 */
export function regionShape(pixels: Uint32Array, { height, width }: Plane): RegionShape {
  const moments = centralMoments(pixels, width);
  const { area, x, y, bounds } = moments;
  const length = perimeter(pixels, bounds, width);
  const hull = convexArea(pixels, bounds, width);
  return {
    area,
    x,
    y,
    bounds,
    touchesEdge: bounds.minX === 0 || bounds.minY === 0 || bounds.maxX === width - 1 || bounds.maxY === height - 1,
    ...ellipseOf(moments),
    equivalentDiameter: Math.sqrt((4 * area) / Math.PI),
    convexArea: hull,
    solidity: area / hull,
    perimeter: length,
    formFactor: length === 0 ? 0 : (4 * Math.PI * area) / (length * length),
  };
}

interface Moments {
  readonly area: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
  readonly bounds: Bounds;
}

function centralMoments(pixels: Uint32Array, width: number): Moments {
  const bounds = boundsOf(pixels, width);
  // Sums of small whole numbers are exact, whatever their order.
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < pixels.length; i++) {
    const dx = (pixels[i]! % width) - bounds.minX;
    const dy = Math.floor(pixels[i]! / width) - bounds.minY;
    sx += dx;
    sy += dy;
    sxx += dx * dx;
    syy += dy * dy;
    sxy += dx * dy;
  }
  const area = pixels.length;
  const [mx, my] = [sx / area, sy / area];
  return {
    area,
    x: bounds.minX + mx,
    y: bounds.minY + my,
    xx: (sxx - mx * sx) / area,
    yy: (syy - my * sy) / area,
    xy: (sxy - mx * sy) / area,
    bounds,
  };
}

function boundsOf(pixels: Uint32Array, width: number): Bounds {
  let [minX, maxX] = [width, -1];
  for (let i = 0; i < pixels.length; i++) {
    const x = pixels[i]! % width;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
  }
  return { minX, maxX, minY: Math.floor(pixels[0]! / width), maxY: Math.floor(pixels[pixels.length - 1]! / width) };
}

/** The ellipse that has the object's second moments. */
function ellipseOf({ xx, yy, xy }: Moments) {
  const middle = (xx + yy) / 2;
  const spread = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  const [large, small] = [Math.max(0, middle + spread), Math.max(0, middle - spread)];
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
