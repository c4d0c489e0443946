import type { Bounds } from "../../src/measure/bounds.ts";
import { arcTangent, type RegionShape } from "../../src/measure/region-shapes.ts";
import type { Plane } from "../../src/plane.ts";
import { convexArea } from "./convex-area.ts";
import { perimeter } from "./perimeter.ts";

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
