import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { samplesOf, storePlane } from "../wasm/stored-plane.ts";
import { measureStored } from "./squared-distance.ts";

/**
 * The Euclidean distance in px of each foreground pixel (not 0) to the nearest background pixel, float32. Beyond the
 * edge there is no background; a plane without any has distance Infinity throughout.
 *
 * Reference: `scipy.ndimage.distance_transform_edt`, equal to float32 rounding.
 */
export function distanceTransform(mask: Plane): Plane<Float32Array> {
  const { data, height, width } = mask;
  return inArena((_, arena) => {
    const target = arena.allocateResult(new Float32Array(0), data.length);
    measureStored(storePlane(arena, mask), target, false, arena.allocate(4 * samplesOf(mask)));
    return { data: arena.download(target, new Float32Array(0), data.length), height, width };
  });
}
