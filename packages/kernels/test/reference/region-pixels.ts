import { labelAreas } from "../../src/labels/label-areas.ts";
import type { Labels } from "../../src/plane.ts";

/** The pixels of one object, in raster order, as indexes into the plane. */
export interface RegionPixels {
  readonly label: number;
  readonly pixels: Uint32Array;
}

/** The objects of a label plane with their pixels, in ascending order of labels. */
export function regionPixels(labels: Labels): RegionPixels[] {
  const areas = labelAreas(labels);
  const ends = new Uint32Array(areas.length);
  for (let label = 2; label < areas.length; label++) ends[label] = ends[label - 1]! + areas[label - 1]!;
  const starts = ends.slice();
  const pixels = new Uint32Array(labels.data.length - (areas[0] ?? 0));
  for (let i = 0; i < labels.data.length; i++) if (labels.data[i] !== 0) pixels[ends[labels.data[i]!]!++] = i;
  const regions: RegionPixels[] = [];
  for (let label = 1; label < areas.length; label++) {
    if (areas[label] !== 0) regions.push({ label, pixels: pixels.subarray(starts[label], ends[label]) });
  }
  return regions;
}
