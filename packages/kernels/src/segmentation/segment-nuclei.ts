import { runsOfStoredMask } from "../labels/stored-runs.ts";
import { expectParameter, type Labels, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { computePlane, LABELS } from "../wasm/compute-plane.ts";
import { STORED_FLOATS, STORED_MASK, type StoredPlane, samplesOf } from "../wasm/stored-plane.ts";
import type { ForegroundThreshold, ThresholdOptions } from "./foreground-threshold.ts";
import { lookAgain } from "./second-look.ts";
import { type MeasuredHeights, storeHeights } from "./stored-heights.ts";
import { type NucleiOptions, storeNuclei } from "./stored-nuclei.ts";
import { typicalStoredRadius } from "./typical-radius.ts";

export interface SegmentNucleiOptions extends NucleiOptions {
  /** Standard deviation in px of the smoothing before all else. @default 1 */
  readonly sigma?: number;
  /** Diameter in px of a typical nucleus, which sets the scale of all else. @default measured in the plane itself */
  readonly diameter?: number;
  /** Where objects are looked for; `correction` is 0.7 by default, as borders are drawn later, object by object. */
  readonly threshold?: ThresholdOptions;
}

export interface SegmentedNuclei {
  /** Dense from 1 in raster order of each nucleus's first pixel. */
  readonly labels: Labels;
  readonly count: number;
  /** True where no nucleus stands out of the background: an empty field, not a failure. */
  readonly noForeground: boolean;
  /** In intensities of the smoothed plane, its background made even. */
  readonly threshold: ForegroundThreshold;
}

/**
 * Labels the nuclei of a fluorescence plane (bright on dark) by their edges.
 *
 * Smooth; take a quadratic background off; look for foreground above the threshold, which no noise passes
 * (`minContrast`); measure how thick its parts are, the scale of what follows; find the edges as zero crossings of the
 * Laplacian of the logarithm of the height, so that dim nuclei beside bright ones have theirs; part at necks what lies
 * inside of edges; drop what has no sharp edge or is not round; draw each outline at the same fraction of the object's own
 * height above its surroundings; look once more at half of the threshold for nuclei that are dim beside the others. Nothing depends on the offset of the camera, or on the size of the nuclei from a radius of about 3 px.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PARAMETER_INVALID for options out of range.
 */
export function segmentNuclei(plane: Plane, options: SegmentNucleiOptions = {}): SegmentedNuclei {
  expectOptions(options);
  const { sigma = 1 } = options;
  const { height, width } = plane;
  let count = 0;
  let threshold: ForegroundThreshold | undefined;
  const labels = computePlane(LABELS, plane, (_, arena, target) => {
    const heights = arena.allocate(4 * samplesOf(plane));
    const foreground = { address: arena.allocate(samplesOf(plane)), type: STORED_MASK, height, width };
    const measured = storeHeights(plane, heights, foreground.address, target, sigma, options.threshold);
    count = storeObjects(heights, foreground, target, measured, options);
    threshold = measured.threshold;
  });
  return { labels, count, noForeground: count === 0, threshold: threshold! };
}

function expectOptions({ border = 0.3, splitProminence = 0.05, diameter = 1 }: SegmentNucleiOptions): void {
  expectParameter(border > 0 && border < 1, "segment nuclei", "0 < border < 1", border);
  expectParameter(splitProminence > 0, "segment nuclei", "splitProminence > 0", splitProminence);
  expectParameter(diameter > 0, "segment nuclei", "diameter > 0", diameter);
}

/** Writes the labels of nuclei, 0 everywhere where nothing stands out, and returns how many there are. */
function storeObjects(
  heights: number,
  foreground: StoredPlane,
  labels: number,
  { threshold: { level, floor, threshold }, noise }: MeasuredHeights,
  options: SegmentNucleiOptions,
): number {
  const { height, width } = foreground;
  const limit = threshold - level;
  return inArena((_, arena) => {
    const parts = runsOfStoredMask(arena, foreground, 8);
    const { diameter, minArea = 20 } = options;
    const radius = diameter === undefined ? typicalStoredRadius(foreground, parts, minArea) : diameter / 2;
    if (radius === 0 || limit <= 0) {
      arena.view(labels, new Uint32Array(0), height * width).fill(0);
      return 0;
    }
    const step = (options.threshold?.minContrast ?? 5) * noise;
    const scene = { heights: { address: heights, type: STORED_FLOATS, height, width }, foreground, parts };
    const scales = { limit, floor: floor - level, step, radius, smoothed: options.sigma ?? 1 };
    const found = storeNuclei(scene, labels, scales, options);
    const least = (options.threshold?.min ?? Number.NEGATIVE_INFINITY) - level;
    return found.count === 0 ? 0 : lookAgain(scene, labels, found, scales, options, least);
  });
}
