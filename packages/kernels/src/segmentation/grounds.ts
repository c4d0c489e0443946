import { groupStoredPixels } from "../measure/region-pixels.ts";
import { inArena } from "../wasm/arena.ts";
import { type StoredPlane, samplesOf } from "../wasm/stored-plane.ts";
import { growStoredObjects } from "./grow-objects.ts";

/** Of the pixels around an object: where others crowd it, the ground is at its open side. */
const PERCENTILE = 25;

/**
 * What each object stands on, by label up to `most`: the lower quartile of the heights (float32) downhill from it, at most `reach` px
 * away and outside of all objects. A nucleus stands on its cytoplasm. 0 for an object without such pixels.
 */
export function groundsOfObjects(labels: number, most: number, heights: StoredPlane, reach: number): Float64Array {
  const samples = samplesOf(heights);
  return inArena((kernels, arena) => {
    const around = arena.allocate(4 * samples);
    const like = new Uint32Array(0);
    arena.view(around, like, samples).set(arena.view(labels, like, samples));
    growStoredObjects(around, heights, { border: 0, reach: () => reach });
    kernels.clearLabelled(around, labels, samples);
    const { pixels, ends, most: last } = groupStoredPixels(kernels, arena, around, heights);
    const target = arena.upload(new Float64Array(most + 1));
    const values = arena.allocate(8 * samples);
    kernels.percentileByLabel(heights.address, pixels, ends, last, PERCENTILE, target, values);
    return arena.download(target, new Float64Array(0), most + 1);
  });
}
