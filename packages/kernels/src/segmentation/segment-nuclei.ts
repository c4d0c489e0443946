import { fitBackground } from "../background/fit-background.ts";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { fillHoles } from "../labels/fill-holes.ts";
import { keepLabels } from "../labels/relabel.ts";
import { expectParameter, type Labels, type Mask, type Plane } from "../plane.ts";
import { type ForegroundThreshold, foregroundThreshold, type ThresholdOptions } from "./foreground-threshold.ts";
import { splitTouching } from "./split-touching.ts";
import { trimObjects } from "./trim-objects.ts";

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
 * @throws PARAMETER_INVALID for options out of range.
 */
export function segmentNuclei(plane: Plane, options: SegmentNucleiOptions = {}): SegmentedNuclei {
  const { sigma = 1, border = 0.5, minArea = 30, maxArea = Number.POSITIVE_INFINITY, maxHoleArea = 200 } = options;
  const { splitProminence: prominence = 0.05 } = options;
  expectParameter(border > 0 && border < 1, "segment nuclei", "0 < border < 1", border);
  expectParameter(prominence > 0, "segment nuclei", "splitProminence > 0", prominence);
  const even = evenOut(gaussianBlur(plane, sigma));
  const threshold = foregroundThreshold(even.data, { correction: 0.7, ...options.threshold });
  const heights = lower(even, threshold.level);
  const softHeights = gaussianBlur(heights, 1.5, 3);

  const foreground = fillHoles(above(heights, threshold.threshold - threshold.level), { maxArea: maxHoleArea });
  const parted = splitTouching(foreground, softHeights, { weight: (height) => height, prominence });
  const trimmed = fillHoles(trimObjects(parted, heights, border), { maxArea: maxHoleArea });
  const split = splitTouching(trimmed, softHeights, { weight: Math.sqrt, prominence, sigma: 1 });
  const kept = keepLabels(split, (_, area) => area >= minArea && area <= maxArea);
  return { ...kept, noForeground: kept.count === 0, threshold };
}

/** The plane without the unevenness of its background, at the background's mean intensity. */
function evenOut(plane: Plane<Float32Array>): Plane<Float32Array> {
  const { data: surface } = fitBackground(plane);
  let sum = 0;
  for (let i = 0; i < surface.length; i++) sum += surface[i]!;
  const mean = sum / surface.length;
  const data = new Float32Array(surface.length);
  for (let i = 0; i < data.length; i++) data[i] = plane.data[i]! - surface[i]! + mean;
  return { ...plane, data };
}

function lower(plane: Plane<Float32Array>, level: number): Plane<Float32Array> {
  const data = new Float32Array(plane.data.length);
  for (let i = 0; i < data.length; i++) data[i] = plane.data[i]! - level;
  return { ...plane, data };
}

function above({ data, height, width }: Plane, limit: number): Mask {
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < mask.length; i++) mask[i] = data[i]! > limit ? 1 : 0;
  return { data: mask, height, width };
}
