import type { Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { samplesOf, storePlane } from "../wasm/stored-plane.ts";
import { measureStored } from "./squared-distance.ts";

/**
 * The Euclidean distance in px of each foreground pixel (not 0) to the nearest background pixel, float32. Beyond the
 * edge there is no background; a plane without any has distance Infinity throughout.
 *
 * Reference: `scipy.ndimage.distance_transform_edt`, equal to float32 rounding.
 */
export function distanceTransform(mask: Plane): Plane<Float32Array> {
  return computePlane(FLOATS, mask, (_, arena, target) => {
    measureStored(storePlane(arena, mask), target, false, arena.allocate(4 * samplesOf(mask)));
  });
}
