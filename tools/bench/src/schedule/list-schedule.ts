/**
 * When the last of several jobs ends if `workers` take them in this order, each the next one as soon as it is free, and
 * taking costs nothing: the ideal list schedule. Durations and result in the same unit.
 */
export function listSchedule(durations: readonly number[], workers: number): number {
  const ends = Array.from({ length: workers }, () => 0);
  for (const duration of durations) {
    const free = ends.indexOf(Math.min(...ends));
    ends[free] = (ends[free] ?? 0) + duration;
  }
  return Math.max(...ends);
}
