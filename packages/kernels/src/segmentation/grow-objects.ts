import { groupStoredPixels } from "../measure/region-pixels.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { type StoredPlane, samplesOf } from "../wasm/stored-plane.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";
import { HEIGHT_PERCENTILE } from "./trim-objects.ts";

export interface GrowObjectsOptions {
  /** Fraction of its own height above which an object grows. */
  readonly border: number;
  /** From which heights count, by label. @default 0 */
  readonly grounds?: Float64Array;
  /** How far an object of this area grows, px. */
  readonly reach: (area: number) => number;
}

/**
 * Grows each label, pixel by pixel and never uphill, into the background that is brighter than `border` times its own height:
 * as far as a blurred edge reaches beyond its steepest place. Objects that meet leave what each has taken.
 *
 * @param heights float32
 */
export function growStoredObjects(labels: number, heights: StoredPlane, options: GrowObjectsOptions): void {
  const { address, height, width } = heights;
  inArena((kernels, arena) => {
    const { limits, reaches } = boundsOfGrowth(kernels, arena, labels, heights, options);
    const fronts = arena.allocate(8 * samplesOf(heights));
    kernels.growDownhill(labels, address, height, width, limits, reaches, fronts);
  });
}

/** Tables of limits (float64) and reaches (uint32) by label. */
function boundsOfGrowth(
  kernels: WasmKernels,
  arena: Arena,
  labels: number,
  heights: StoredPlane,
  { border, grounds, reach }: GrowObjectsOptions,
) {
  const { areas, most, pixels, ends } = groupStoredPixels(kernels, arena, labels, heights);
  const limits = arena.upload(new Float64Array(most + 1));
  const values = arena.allocate(8 * samplesOf(heights));
  kernels.percentileByLabel(heights.address, pixels, ends, most, HEIGHT_PERCENTILE, limits, values);
  const known = arena.view(limits, new Float64Array(0), most + 1);
  for (let label = 0; label <= most; label++) {
    const ground = grounds?.[label] ?? 0;
    known[label] = ground + border * (known[label]! - ground);
  }
  const reaches = arena.upload(areas.map((area) => Math.round(reach(area))));
  return { limits, reaches };
}
