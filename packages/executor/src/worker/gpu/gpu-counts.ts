import type { GpuCounts } from "@ohcs/context";

/** Counts before anything was done. */
export const NOTHING: GpuCounts = {
  uploads: 0,
  bytesUploaded: 0,
  downloads: 0,
  bytesDownloaded: 0,
  dispatches: 0,
  pipelinesCompiled: 0,
  buffersCreated: 0,
};

/** What was done between two counts; null for nothing. */
export function countsSince(before: GpuCounts, after: GpuCounts): GpuCounts | null {
  const names = Object.keys(NOTHING) as (keyof GpuCounts)[];
  if (names.every((name) => after[name] === before[name])) return null;
  return sumOfCounts(after, before, -1);
}

export function sumOfCounts(one: GpuCounts, other: GpuCounts, sign: 1 | -1 = 1): GpuCounts {
  const names = Object.keys(NOTHING) as (keyof GpuCounts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + sign * other[name]])) as unknown as GpuCounts;
}
