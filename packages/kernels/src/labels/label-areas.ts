import type { Labels } from "../plane.ts";

/** The pixel count of each label, indexed by label; index 0 holds the background. */
export function labelAreas({ data }: Labels): Float64Array {
  let max = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! > max) max = data[i]!;
  const areas = new Float64Array(max + 1);
  for (let i = 0; i < data.length; i++) areas[data[i]!]!++;
  return areas;
}
