import { expectSameShape, type Plane } from "../plane.ts";
import type { VoxelSpacing } from "./volume-features.ts";

/** Room for the parabolas of one line of voxels. */
interface Envelope {
  readonly values: Float64Array;
  readonly vertices: Int32Array;
  readonly starts: Int32Array;
}

/**
 * The distance of each voxel that is not 0 to the nearest one that is, in the unit of `spacing`, as float32, plane after plane; infinite in a
 * stack without background. What lies outside of the stack is not background.
 *
 * Reference: `scipy.ndimage.distance_transform_edt(stack, sampling=(z, y, x))`, equal where squares of the spacing are exact.
 * Felzenszwalb and Huttenlocher 2012 (lower envelopes of parabolas, one axis after the other).
 *
 * @throws PLANE_SHAPE_MISMATCH
 */
export function volumeDistance(masks: readonly [Plane, ...Plane[]], spacing: VoxelSpacing): Float32Array {
  const [{ height, width }] = masks;
  expectSameShape("measure distances", ...masks);
  const layer = height * width;
  const squares = new Float64Array(masks.length * layer);
  for (const [z, { data }] of masks.entries())
    for (let i = 0; i < layer; i++) squares[z * layer + i] = data[i] === 0 ? 0 : Number.POSITIVE_INFINITY;
  const longest = Math.max(masks.length, height, width);
  const room = {
    values: new Float64Array(longest),
    vertices: new Int32Array(longest),
    starts: new Int32Array(longest),
  };
  for (let i = 0; i < layer; i++) lower(squares, i, layer, masks.length, spacing.z ** 2, room);
  for (let z = 0; z < masks.length; z++)
    for (let x = 0; x < width; x++) lower(squares, z * layer + x, width, height, spacing.y ** 2, room);
  for (let row = 0; row < squares.length; row += width) lower(squares, row, 1, width, spacing.x ** 2, room);
  const distances = new Float32Array(squares.length);
  for (let i = 0; i < squares.length; i++) distances[i] = Math.sqrt(squares[i]!);
  return distances;
}

/** Replaces g along a line by the least of g(u) + square · (x − u)². */
function lower(
  squares: Float64Array,
  start: number,
  stride: number,
  count: number,
  square: number,
  { values, vertices, starts }: Envelope,
): void {
  let last = -1;
  for (let u = 0; u < count; u++) {
    const g = squares[start + u * stride]!;
    if (g === Number.POSITIVE_INFINITY) continue;
    values[u] = g;
    let from = 0;
    while (last >= 0) {
      const v = vertices[last]!;
      // From here on the parabola of u lies below that of v.
      from = Math.floor((square * (u * u - v * v) + g - values[v]!) / (2 * square * (u - v))) + 1;
      if (from > starts[last]!) break;
      last--;
      from = 0;
    }
    if (from >= count) continue;
    last++;
    vertices[last] = u;
    starts[last] = from;
  }
  for (let x = count - 1; last >= 0; last--) {
    const u = vertices[last]!;
    for (; x >= starts[last]!; x--) squares[start + x * stride] = square * (x - u) * (x - u) + values[u]!;
  }
}
