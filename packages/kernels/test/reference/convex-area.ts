import type { Bounds } from "../../src/measure/bounds.ts";

/**
 * How many pixel centres the convex hull of the object covers, its border included. The hull is drawn around the middles
 * of the pixels' edges.
 *
 * Reference: `skimage.measure.regionprops` `area_convex` (`convex_hull_image`). Here the geometry is exact, in whole
 * numbers; the reference works in floating point and may miss a centre that lies precisely on the hull.
 */
export function convexArea(pixels: Uint32Array, bounds: Bounds, width: number): number {
  const { left, right } = rowEnds(pixels, bounds, width);
  const leftLimits = hullLimits(left);
  const rightLimits = hullLimits(right.map((x) => -x));
  let area = 0;
  for (let row = 0; row < leftLimits.length; row++) area += 1 - leftLimits[row]! - rightLimits[row]!;
  return area;
}

/** The first and last x of the object in each row of its box; Infinity and −Infinity in rows without any. */
function rowEnds(pixels: Uint32Array, bounds: Bounds, width: number) {
  const rows = bounds.maxY - bounds.minY + 1;
  const left = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const right = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < pixels.length; i++) {
    const x = pixels[i]! % width;
    const row = (pixels[i]! - x) / width - bounds.minY;
    if (x < left[row]!) left[row] = x;
    if (x > right[row]!) right[row] = x;
  }
  return { left, right };
}

/** The least whole x of the hull in each row, given the least x of the object there. */
function hullLimits(ends: Float64Array): Float64Array {
  const points = halfPixelPoints(ends);
  const vertices: number[] = [];
  for (let y = 0; y < points.length; y++) {
    if (points[y] === Number.POSITIVE_INFINITY) continue;
    while (
      vertices.length > 1 &&
      !bendsLeft(points, vertices[vertices.length - 2]!, vertices[vertices.length - 1]!, y)
    ) {
      vertices.pop();
    }
    vertices.push(y);
  }
  let segment = 0;
  return ends.map((_, row) => {
    const y = 2 * row + 1;
    while (vertices[segment + 1]! < y) segment++;
    const [from, to] = [vertices[segment]!, vertices[segment + 1]!];
    const scaled = points[from]! * (to - from) + (points[to]! - points[from]!) * (y - from);
    return Math.ceil(scaled / (2 * (to - from)));
  });
}

/** The middles of the pixels' edges in half pixels: index y holds the least x at height (y − 1) / 2. */
function halfPixelPoints(ends: Float64Array): Float64Array {
  const points = new Float64Array(2 * ends.length + 1).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < ends.length; row++) {
    const x = 2 * ends[row]!;
    points[2 * row] = Math.min(points[2 * row]!, x);
    points[2 * row + 1] = x - 1;
    points[2 * row + 2] = x;
  }
  return points;
}

/** Does the hull turn outwards at `middle`, on the way from `from` to `to`? */
function bendsLeft(points: Float64Array, from: number, middle: number, to: number): boolean {
  return (points[middle]! - points[from]!) * (to - from) < (points[to]! - points[from]!) * (middle - from);
}
