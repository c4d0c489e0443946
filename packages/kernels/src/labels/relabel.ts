import type { Labels } from "../plane.ts";
import { labelAreas } from "./label-areas.ts";
import type { CountedLabels } from "./label-connected.ts";

/** The plane with each label `l` replaced by `numbers[l]`; 0 drops the object. */
export function relabel({ data, height, width }: Labels, numbers: ArrayLike<number>): Labels {
  const changed = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++) changed[i] = numbers[data[i]!]!;
  return { data: changed, height, width };
}

/** Keeps the labels for which `keep` holds, numbered from 1 in raster order of each object's first pixel. */
export function keepLabels(labels: Labels, keep: (label: number, area: number) => boolean): CountedLabels {
  const areas = labelAreas(labels);
  const numbers = new Uint32Array(areas.length);
  let count = 0;
  for (let i = 0; i < labels.data.length; i++) {
    const label = labels.data[i]!;
    if (label === 0 || areas[label] === 0) continue;
    if (keep(label, areas[label]!)) numbers[label] = ++count;
    areas[label] = 0;
  }
  return { labels: relabel(labels, numbers), count };
}
