import type { Labels } from "../plane.ts";

/** The pixel count of each label, indexed by label; index 0 holds the background. */
export function labelAreas({ data }: Labels): Float64Array {
  const areas = new Float64Array(greatestLabel(data) + 1);
  for (let i = 0; i < data.length; i++) areas[data[i]!]!++;
  return areas;
}

export function greatestLabel(data: Uint32Array): number {
  let most = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! > most) most = data[i]!;
  return most;
}

/** The labels of a plane, ascending. */
export function presentLabels(labels: Labels): readonly number[] {
  const areas = labelAreas(labels);
  return [...areas.keys()].filter((label) => label > 0 && areas[label]! > 0);
}
