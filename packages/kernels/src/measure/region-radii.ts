import type { RegionBox } from "./region-box.ts";
import { regionDistances } from "./region-distances.ts";

/** Distances in px from an object's pixels to the nearest pixel outside it. */
export interface RegionRadii {
  readonly max: number;
  readonly mean: number;
  readonly median: number;
}

/** Reference: `scipy.ndimage.distance_transform_edt` of the object's mask in a frame of background, equal to 1e-12. */
export function regionRadii(box: RegionBox): RegionRadii {
  const data = regionDistances(box);
  let greatest = 0;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    if (data[i]! > greatest) greatest = data[i]!;
    sum += Math.sqrt(data[i]!);
  }
  const counts = new Uint32Array(greatest + 1);
  for (let i = 0; i < data.length; i++) counts[data[i]!]!++;
  const { length } = box.places;
  const middle = (Math.sqrt(ranked(counts, (length - 1) >> 1)) + Math.sqrt(ranked(counts, length >> 1))) / 2;
  return { max: Math.sqrt(greatest), mean: sum / length, median: middle };
}

/** The value of this rank among those that are not 0, from how often each occurs. */
function ranked(counts: Uint32Array, rank: number): number {
  let value = 0;
  let before = 0;
  while (before <= rank) before += counts[++value]!;
  return value;
}
