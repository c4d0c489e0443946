/**
 * The corners of the convex hull of pixel centres, `[x, y, x, y, …]`, each once and none on a line between others: down the left
 * side, then up the right one. Pixels in raster order, in a plane of this width.
 */
export function convexHull(pixels: Uint32Array, width: number): Float64Array {
  const { left, right } = rowEnds(pixels, width);
  const points = new Float64Array(2 * (left.length + right.length));
  const down = chain(left, points, 0);
  let end = chain(right.reverse(), points, down);
  // Both sides end in the same pixel where a row has only one.
  if (points[down] === points[down - 2] && points[down + 1] === points[down - 1]) {
    points.copyWithin(down - 2, down, end);
    end -= 2;
  }
  if (end > 2 && points[end - 2] === points[0] && points[end - 1] === points[1]) end -= 2;
  return points.slice(0, end);
}

/** The first and the last pixel of each row, as points. */
function rowEnds(pixels: Uint32Array, width: number) {
  const left: [x: number, y: number][] = [];
  const right: [x: number, y: number][] = [];
  let row = -1;
  for (let i = 0; i < pixels.length; i++) {
    const y = Math.floor(pixels[i]! / width);
    const x = pixels[i]! - y * width;
    if (y !== row) left.push([x, y]);
    if (y !== row) right.push([x, y]);
    else right[right.length - 1]![0] = x;
    row = y;
  }
  return { left, right };
}

/** Writes those points that turn outwards, from `start` on; where they end. */
function chain(points: readonly [x: number, y: number][], target: Float64Array, start: number): number {
  let end = start;
  for (const [x, y] of points) {
    while (end - start >= 4 && !turns(target, end, x, y)) end -= 2;
    target[end++] = x;
    target[end++] = y;
  }
  return end;
}

function turns(target: Float64Array, end: number, x: number, y: number): boolean {
  const [ax, ay, bx, by] = [target[end - 4]!, target[end - 3]!, target[end - 2]!, target[end - 1]!];
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) < 0;
}
