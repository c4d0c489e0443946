import { fillObjectHoles } from "../labels/fill-object-holes.ts";
import { labelAreas } from "../labels/label-areas.ts";
import { labelConnected } from "../labels/label-connected.ts";
import { regionPixels } from "../measure/region-pixels.ts";
import type { Labels, Mask, Plane } from "../plane.ts";
import { roundness } from "./roundness.ts";
import { trimObjects } from "./trim-objects.ts";

export interface JoinRoundOptions {
  /** Connected parts of the mask of fewer px stay as they are. */
  readonly minArea: number;
  /** Fraction of its own height at which the outline of a part is looked at. */
  readonly border: number;
  /** The least roundness of a part that counts as one object. */
  readonly roundness: number;
}

/**
 * Objects joined that together are an ellipse, and nothing else: a nucleus that its length or its texture had parted. Two
 * that touch are never as round.
 */
export function joinRound(labels: Labels, mask: Mask, heights: Plane, options: JoinRoundOptions): Labels {
  const { minArea, border, roundness: least } = options;
  const connected = labelConnected(mask).labels;
  if (labelAreas(connected).every((area, label) => label === 0 || area < minArea)) return labels;
  const parts = fillObjectHoles(trimObjects(connected, heights, border));
  const data = labels.data.slice();
  for (const { pixels } of regionPixels(parts)) {
    const label = data[pixels.find((pixel) => data[pixel] !== 0) ?? 0]!;
    if (label === 0 || pixels.length < minArea || pixels.every((pixel) => data[pixel] === label)) continue;
    if (roundness(pixels, labels.width) >= least) for (const pixel of pixels) data[pixel] = label;
  }
  return { ...labels, data };
}
