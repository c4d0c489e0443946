import { labelAreas } from "../../src/labels/label-areas.ts";
import type { Labels, Mask, Plane } from "../../src/plane.ts";
import type { JoinRoundOptions } from "../../src/segmentation/join-round.ts";
import { fillObjectHoles } from "./fill-object-holes.ts";
import { labelConnected } from "./label-connected.ts";
import { regionPixels } from "./region-pixels.ts";
import { roundness } from "./roundness.ts";
import { trimObjects } from "./trim-objects.ts";

/** Objects joined that together are as round as an ellipse. */
export function joinRound(labels: Labels, mask: Mask, heights: Plane, options: JoinRoundOptions): Labels {
  const { minArea, border, roundness: least } = options;
  const connected = labelConnected(mask).labels;
  if (labelAreas(connected).every((area, label) => label === 0 || area < minArea)) return labels;
  const parts = fillObjectHoles(trimObjects(connected, heights, border));
  const data = labels.data.slice();
  for (const { pixels } of regionPixels(parts)) {
    const label = data[pixels.find((pixel) => data[pixel] !== 0) ?? -1];
    if (label === undefined || pixels.length < minArea || pixels.every((pixel) => data[pixel] === label)) continue;
    if (roundness(pixels, labels.width) >= least) for (const pixel of pixels) data[pixel] = label;
  }
  return { ...labels, data };
}
