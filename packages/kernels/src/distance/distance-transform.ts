import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { squareDistances } from "./squared-distance.ts";

/**
 * The Euclidean distance in px of each foreground pixel (not 0) to the nearest background pixel, float32. Beyond the
 * edge there is no background; a plane without any has distance Infinity throughout.
 *
 * Reference: `scipy.ndimage.distance_transform_edt`, equal to float32 rounding.
 */
export function distanceTransform(mask: Plane): Plane<Float32Array> {
  const { data, height, width } = mask;
  return inArena((kernels, arena) => {
    const squared = squareDistances(kernels, arena, mask);
    const roots = arena.allocate(4 * data.length);
    kernels.squareRoots(squared, roots, data.length);
    return { data: arena.download(roots, new Float32Array(0), data.length), height, width };
  });
}
