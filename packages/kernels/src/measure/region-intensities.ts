import type { PixelArray } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import type { RegionPixels } from "./region-pixels.ts";
import { storeRegions } from "./stored-regions.ts";

/** The intensities of one object, in the units of the plane. */
export interface RegionIntensity {
  readonly integratedIntensity: number;
  readonly meanIntensity: number;
  readonly medianIntensity: number;
  readonly minIntensity: number;
  readonly maxIntensity: number;
  /** Population standard deviation (divided by n). */
  readonly stdIntensity: number;
}

/** So many numbers tell the intensities of a region. */
const FACTS = 6;

/**
 * The intensities of `data` in each region, summed in float64 in raster order.
 *
 * Reference: `skimage.measure.regionprops` `intensity_mean`, `_min`, `_max`, `_std`, `_median`, equal to 1e-9.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED
 */
export function regionIntensities(regions: readonly RegionPixels[], data: PixelArray): RegionIntensity[] {
  return inArena((kernels, arena) => {
    const source = arena.read(data);
    const { pixels, ends } = storeRegions(arena, regions);
    const values = arena.allocate(8 * regions.reduce((most, region) => Math.max(most, region.pixels.length), 0));
    const target = arena.allocate(8 * FACTS * regions.length);
    kernels.measureIntensities(sampleType(data), source, pixels, ends, regions.length, values, target);
    const facts = arena.view(target, new Float64Array(0), FACTS * regions.length);
    return regions.map((_, i) => ({
      integratedIntensity: facts[FACTS * i]!,
      meanIntensity: facts[FACTS * i + 1]!,
      medianIntensity: facts[FACTS * i + 2]!,
      minIntensity: facts[FACTS * i + 3]!,
      maxIntensity: facts[FACTS * i + 4]!,
      stdIntensity: facts[FACTS * i + 5]!,
    }));
  });
}
