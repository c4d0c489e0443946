/** A summary of repeated measurements: the median is the figure, the extremes show its reliability. */
export interface Summary {
  readonly rounds: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @throws `Error` for an empty list */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || min === undefined || max === undefined)
    throw new Error("Cannot summarize: expected at least one value");
  return { rounds: sorted.length, min, median: (low + high) / 2, max };
}
