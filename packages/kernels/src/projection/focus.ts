import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { curvature } from "../filter/laplacian-of-gaussian.ts";
import type { PixelArray, Plane } from "../plane.ts";
import { arrayForResult } from "../wasm/results.ts";
import { expectPlanes } from "./expect-planes.ts";

/** Blur before differences are taken, px: less noise, all of the structure that optics resolve. */
const NOISE_SIGMA = 1;

/** How sharp each pixel's surroundings are: the square of the Laplacian of the slightly blurred plane. */
function sharpness(plane: Plane): Plane<Float32Array> {
  const { data, height, width } = curvature(plane, NOISE_SIGMA);
  for (let i = 0; i < data.length; i++) data[i] = data[i]! * data[i]!;
  return { data, height, width };
}

/**
 * How well a plane is in focus: the mean of its squared Laplacian after a blur of 1 px. Comparable between planes of one stack only.
 *
 * Source: Pertuz, Puig & García 2013, "energy of Laplacian".
 */
export function focusMeasure(plane: Plane): number {
  const { data } = sharpness(plane);
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}

/** The index of the plane of a stack that is best in focus, the first of equals. @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH */
export function bestFocus(planes: readonly Plane[]): number {
  expectPlanes("find the best focus", planes);
  const measures = planes.map(focusMeasure);
  return measures.indexOf(Math.max(...measures));
}

/** Pixels that are best in focus, and from which plane of the stack they are, counted from 0. */
interface FocusedPixels<T extends PixelArray> {
  readonly image: Plane<T>;
  readonly heights: Plane<Float32Array>;
}

/**
 * One plane of the pixels that are best in focus over a stack: each from the plane whose sharpness, averaged with a Gaussian of `sigma` px,
 * is greatest there; from the first of equals. Samples keep their values and type. `heights` is the index of each pixel's plane.
 *
 * Source: Forster et al. 2004 names the family; this is its selection by local energy.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH, PARAMETER_INVALID for a negative sigma
 */
export function extendedFocus<T extends PixelArray>(planes: readonly Plane<T>[], sigma = 3): FocusedPixels<T> {
  const first = expectPlanes("extend the focus", planes);
  const { height, width } = first;
  const data = arrayForResult(first.data);
  const best = new Float32Array(data.length).fill(-1);
  const heights = arrayForResult(best);
  for (const [s, plane] of planes.entries()) {
    const energy = gaussianBlur(sharpness(plane), sigma).data;
    for (let i = 0; i < data.length; i++) {
      if (energy[i]! <= best[i]!) continue;
      best[i] = energy[i]!;
      data[i] = plane.data[i]!;
      heights[i] = s;
    }
  }
  return { image: { data, height, width }, heights: { data: heights, height, width } };
}
