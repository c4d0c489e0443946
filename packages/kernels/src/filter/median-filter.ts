import { expectParameter, type PixelArray, type Plane } from "../plane.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { rankFilter } from "./percentile-filter.ts";

/**
 * The median of the `size × size` neighbourhood of each pixel, in the plane's sample type; edges are mirrored.
 * Samples must be finite; above 5 × 5, 32-bit integers and float64 are told apart as float32 tells them.
 *
 * Reference: `scipy.ndimage.median_filter(image, size, mode="reflect")`, equal.
 *
 * @throws PARAMETER_INVALID unless `size` is odd.
 */
export function medianFilter<T extends PixelArray>(plane: Plane<T>, size: number): Plane<T> {
  expectParameter(size > 0 && size % 2 === 1, "take medians", "an odd size in px", size);
  if (size === 3 || size === 5) return medianOfNetwork(plane, size);
  return rankFilter(plane, size, (size * size - 1) / 2);
}

function medianOfNetwork<T extends PixelArray>(plane: Plane<T>, size: 3 | 5): Plane<T> {
  const { data, height, width } = plane;
  return computePlane(data, plane, (kernels, arena, target) => {
    const source = arena.read(data);
    const lines = arena.allocate(size * ((width + 4) * data.BYTES_PER_ELEMENT + 96) + 64);
    kernels.medianPlane(sampleType(data), size, source, target, height, width, lines);
  });
}
