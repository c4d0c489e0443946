import { fitStoredBackground } from "../background/fit-background.ts";
import { blurStored } from "../filter/gaussian-blur.ts";
import { fillStoredHoles } from "../labels/fill-holes.ts";
import { expectParameter, type Labels, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { STORED_FLOATS, STORED_LABELS, STORED_MASK, samplesOf } from "../wasm/stored-plane.ts";
import { type ForegroundThreshold, foregroundThreshold, type ThresholdOptions } from "./foreground-threshold.ts";
import { splitStored } from "./split-touching.ts";
import { trimStoredObjects } from "./trim-objects.ts";

export interface SegmentNucleiOptions {
  /** Standard deviation in px of the smoothing before all else. @default 1 */
  readonly sigma?: number;
  /** Where objects are looked for; `correction` is 0.7 by default, as borders are drawn later, object by object. */
  readonly threshold?: ThresholdOptions;
  /** Fraction of an object's own height above the background at which its border lies. @default 0.5 */
  readonly border?: number;
  /** Fraction by which the saddle between two nuclei lies below the lower peak. Lower splits more. @default 0.05 */
  readonly splitProminence?: number;
  /** Objects of fewer px are dropped. @default 30 */
  readonly minArea?: number;
  /** Objects of more px are dropped. @default Infinity */
  readonly maxArea?: number;
  /** Holes up to this many px are filled. @default 200 */
  readonly maxHoleArea?: number;
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
 * Labels the nuclei of a fluorescence plane (bright on dark).
 *
 * Smooth; take a quadratic background off; look for foreground above the threshold, which no noise passes
 * (`minContrast`); split by distance × height; cut each object at half its own height; split again, by distance × √height,
 * now that necks are sharp. Nothing depends on the offset of the camera or the size of the nuclei.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PARAMETER_INVALID for options out of range.
 */
export function segmentNuclei(plane: Plane, options: SegmentNucleiOptions = {}): SegmentedNuclei {
  const { sigma = 1, border = 0.5, minArea = 30, maxArea = Number.POSITIVE_INFINITY, maxHoleArea = 200 } = options;
  const { splitProminence: prominence = 0.05 } = options;
  const { height, width } = plane;
  expectParameter(border > 0 && border < 1, "segment nuclei", "0 < border < 1", border);
  expectParameter(prominence > 0, "segment nuclei", "splitProminence > 0", prominence);
  return inArena((_, arena) => {
    const samples = samplesOf(plane);
    const [heights, labels] = [arena.allocate(4 * samples), arena.allocate(4 * samples)];
    const threshold = storeHeights(plane, sigma, options.threshold, heights);
    const limit = threshold.threshold - threshold.level;
    const most = storeObjects(heights, labels, plane, { limit, border, prominence, maxHoleArea });
    const count = keepStoredLabels(labels, samples, most, (area) => area >= minArea && area <= maxArea);
    const data = arena.download(labels, new Uint32Array(0), samples);
    return { labels: { data, height, width }, count, noForeground: count === 0, threshold };
  });
}

/** Writes how far the smoothed plane stands above its background, as float32, and returns the threshold of foreground. */
function storeHeights(plane: Plane, sigma: number, options: ThresholdOptions | undefined, target: number) {
  return inArena((kernels, arena) => {
    storeEven(plane, sigma, target);
    const even = arena.download(target, new Float32Array(0), samplesOf(plane));
    const threshold = foregroundThreshold(even, { correction: 0.7, ...options });
    kernels.lowerBy(target, target, samplesOf(plane), threshold.level);
    return threshold;
  });
}

interface ObjectOptions extends Required<Pick<SegmentNucleiOptions, "border" | "maxHoleArea">> {
  /** Foreground is higher above the background than this. */
  readonly limit: number;
  readonly prominence: number;
}

/** Writes the objects that heights above the background (float32) form as dense labels and returns how many they are. */
function storeObjects(heights: number, labels: number, { height, width }: Plane, options: ObjectOptions): number {
  const { limit, border, prominence, maxHoleArea } = options;
  const size = { height, width };
  return inArena((kernels, arena) => {
    const [soft, mask] = [arena.allocate(4 * samplesOf(size)), arena.allocate(samplesOf(size))];
    blurStored(heights, soft, size, 1.5, 3);
    kernels.maskAbove(heights, mask, samplesOf(size), limit);
    fillStoredHoles({ address: mask, type: STORED_MASK, ...size }, mask, maxHoleArea);
    splitStored(mask, soft, labels, size, { weight: "height", prominence });
    trimStoredObjects(labels, { address: heights, type: STORED_FLOATS, ...size }, border);
    fillStoredHoles({ address: labels, type: STORED_LABELS, ...size }, mask, maxHoleArea);
    return splitStored(mask, soft, labels, size, { weight: "squareRoot", prominence, sigma: 1 });
  });
}

/** Writes the smoothed plane without the unevenness of its background, at the background's mean intensity, as float32. */
function storeEven(plane: Plane, sigma: number, target: number): void {
  const samples = samplesOf(plane);
  inArena((kernels, arena) => {
    const [source, smooth] = [arena.allocate(4 * samples), arena.allocate(4 * samples)];
    arena.view(sigma > 0 ? source : smooth, new Float32Array(0), samples).set(plane.data);
    if (sigma > 0) blurStored(source, smooth, plane, sigma);
    const mean = fitStoredBackground(smooth, source, plane) / samples;
    kernels.evenOut(smooth, source, target, samples, mean);
  });
}

/** Keeps dense labels, numbered in raster order, whose areas `keep` approves of, and numbers them anew; returns how many. */
function keepStoredLabels(labels: number, samples: number, most: number, keep: (area: number) => boolean): number {
  return inArena((kernels, arena) => {
    const table = arena.upload(new Uint32Array(most + 1));
    kernels.countLabels(labels, samples, table);
    let count = 0;
    const numbers = arena.view(table, new Uint32Array(0), most + 1);
    for (let label = 1; label <= most; label++) numbers[label] = keep(numbers[label]!) ? ++count : 0;
    kernels.renumber(labels, labels, samples, table);
    return count;
  });
}
