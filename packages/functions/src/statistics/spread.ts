import { percentileOfSorted } from "@ohcs/kernels";

/** Makes the median absolute deviation of normal values their standard deviation. */
const MAD_TO_SD = 1.482602218505602;

/** Mean of values, NaN of none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (n − 1), NaN of fewer than two values. */
export function standardDeviationOf(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Median of values, NaN of none. */
export function medianOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : percentileOfSorted(Float64Array.from(values).sort(), 50);
}

/** Median absolute deviation from the median, scaled to the standard deviation of normal values (× 1.4826); NaN of none. */
export function madOf(values: readonly number[]): number {
  const median = medianOf(values);
  return MAD_TO_SD * medianOf(values.map((value) => Math.abs(value - median)));
}
