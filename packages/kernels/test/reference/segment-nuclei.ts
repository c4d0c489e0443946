import { gaussianBlur } from "../../src/filter/gaussian-blur.ts";
import { keepLabels } from "../../src/labels/relabel.ts";
import { expectParameter, type Mask, type Plane } from "../../src/plane.ts";
import { foregroundThreshold } from "../../src/segmentation/foreground-threshold.ts";
import type { SegmentedNuclei, SegmentNucleiOptions } from "../../src/segmentation/segment-nuclei.ts";
import { fillHoles } from "./fill-holes.ts";
import { fitBackground } from "./fit-background.ts";
import { splitTouching } from "./split-touching.ts";
import { trimObjects } from "./trim-objects.ts";

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
