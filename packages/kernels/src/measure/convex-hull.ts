/**
 * The corners of the convex hull of pixel centres, `[x, y, x, y, …]`, each once and none on a line between others: down the left
 * side, then up the right one. Pixels in raster order, in a plane of this width.
 */
export function convexHull(pixels: Uint32Array, width: number): Float64Array {
  const { left, right } = rowEnds(pixels, width);
  const points = new Float64Array(left.length + right.length);
  const down = chain(left, points, 0);
  let end = chain(right, points, down);
  // Both sides end in the same pixel where a row has only one.
  if (points[down] === points[down - 2] && points[down + 1] === points[down - 1]) {
    points.copyWithin(down - 2, down, end);
    end -= 2;
  }
  if (end > 2 && points[end - 2] === points[0] && points[end - 1] === points[1]) end -= 2;
  return points.slice(0, end);
}

/** The first pixel of each row from top to bottom, and the last one from bottom to top, `[x, y, x, y, …]`. */
function rowEnds(pixels: Uint32Array, width: number) {
  const first = Math.floor(pixels[0]! / width);
  const rows = Math.floor(pixels.at(-1)! / width) - first + 1;
  const ends = { left: new Float64Array(2 * rows), right: new Float64Array(2 * rows), length: 0 };
  let row = -1;
  for (let i = 0; i < pixels.length; i++) {
    const y = Math.floor(pixels[i]! / width);
    const x = pixels[i]! - y * width;
    if (y !== row) {
      ends.left[ends.length] = x;
      ends.left[ends.length + 1] = y;
      ends.length += 2;
    }
    const last = 2 * rows - ends.length;
    ends.right[last] = x;
    ends.right[last + 1] = y;
    row = y;
  }
  return { left: ends.left.subarray(0, ends.length), right: ends.right.subarray(2 * rows - ends.length) };
}

/** Writes those points that turn outwards, from `start` on; where they end. */
function chain(points: Float64Array, target: Float64Array, start: number): number {
  let end = start;
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    while (end - start >= 4 && !turns(target, end, x, y)) end -= 2;
    target[end++] = x;
    target[end++] = y;
  }
  return end;
}

function turns(target: Float64Array, end: number, x: number, y: number): boolean {
  const ax = target[end - 4]!;
  const ay = target[end - 3]!;
  const bx = target[end - 2]!;
  const by = target[end - 1]!;
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) < 0;
}
