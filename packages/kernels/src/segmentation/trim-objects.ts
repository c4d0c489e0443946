import { keepStoredParts } from "../labels/largest-parts.ts";
import { groupStoredPixels } from "../measure/region-pixels.ts";
import type { Labels, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { type StoredPlane, samplesOf, storePlane } from "../wasm/stored-plane.ts";

/** The height of an object, of which `fraction` is its border: bright enough to ignore its rim, not only its spots. */
export const HEIGHT_PERCENTILE = 75;

/**
 * Each object cut where the smoothed intensity falls below `fraction` of the object's own height above the background,
 * its largest part kept: bright and dim objects have the same outline.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED
 */
export function trimObjects({ data, height, width }: Labels, heights: Plane, fraction: number): Labels {
  return inArena((_, arena) => {
    const target = arena.upload(data);
    trimStoredObjects(target, storePlane(arena, heights), fraction);
    return { data: arena.download(target, data), height, width };
  });
}

/**
 * {@link trimObjects} in an arena, of and to the same address. Heights count from the ground of each object, by label, where that is
 * given.
 */
export function trimStoredObjects(
  labels: number,
  heights: StoredPlane,
  fraction: number,
  grounds?: Float64Array,
): void {
  inArena((kernels, arena) => {
    const bright = arena.allocate(4 * samplesOf(heights));
    arena.view(bright, new Uint32Array(0), samplesOf(heights)).fill(0);
    inArena(() => {
      const { pixels, ends, most } = groupStoredPixels(kernels, arena, labels, heights);
      const values = arena.allocate(8 * samplesOf(heights));
      const { type, address } = heights;
      const from = grounds === undefined ? 0 : arena.upload(grounds);
      kernels.trimToFraction(type, address, bright, pixels, ends, most, HEIGHT_PERCENTILE, fraction, from, values);
    });
    keepStoredParts(bright, labels, heights);
  });
}
