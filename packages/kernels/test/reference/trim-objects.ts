import { percentiles } from "../../src/intensity/percentile.ts";
import type { Labels, Plane } from "../../src/plane.ts";
import { largestParts } from "./largest-parts.ts";
import { regionPixels } from "./region-pixels.ts";

/** The height of an object, of which `fraction` is its border: bright enough to ignore its rim, not only its spots. */
export const HEIGHT_PERCENTILE = 75;

/**
 * Each object cut where the smoothed intensity falls below `fraction` of the object's own height above the background,
 * its largest part kept. At one half the border lies where a blurred edge had been, for bright and dim objects alike.
 */
export function trimObjects(labels: Labels, heights: Plane, fraction: number, grounds: ArrayLike<number> = []): Labels {
  const data = new Uint32Array(labels.data.length);
  for (const { label, pixels } of regionPixels(labels)) {
    const values = new Float64Array(pixels.length);
    for (let i = 0; i < values.length; i++) values[i] = heights.data[pixels[i]!]!;
    const ground = grounds[label] ?? 0;
    const limit = ground + fraction * (percentiles(values, [HEIGHT_PERCENTILE])[0]! - ground);
    for (let i = 0; i < pixels.length; i++) if (values[i]! > limit) data[pixels[i]!] = label;
  }
  return largestParts({ data, height: labels.height, width: labels.width });
}
