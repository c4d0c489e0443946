import { percentileOfSorted } from "@ohcs/kernels";
import { randomFrom, resampled } from "./random.ts";
import { madOf, meanOf, medianOf, standardDeviationOf } from "./spread.ts";

/** How well positive and negative controls are apart. */
export interface Separation {
  /** 1 − 3 (σ₊ + σ₋) / |μ₊ − μ₋|; at least 0.5 in a good assay. */
  readonly zPrime: number;
  /** The 95 % interval of `zPrime`, from the percentiles of a bootstrap over the controls. */
  readonly zPrimeInterval: readonly [low: number, high: number];
  /** As `zPrime`, with medians and median absolute deviations. */
  readonly robustZPrime: number;
  /** Strictly standardized mean difference: (μ₊ − μ₋) / √(σ₊² + σ₋²). */
  readonly ssmd: number;
  /** As `ssmd`, with medians and median absolute deviations. */
  readonly robustSsmd: number;
  /** μ₊ / μ₋ */
  readonly signalToBackground: number;
}

const RESAMPLES = 2000;
const SEED = 1;

/**
 * Compares positive and negative controls, at least two of each; values are NaN or infinite where controls coincide.
 *
 * Sources: Zhang, Chung & Oldenburg 1999 (Z'), Zhang 2007 (SSMD).
 */
export function separationOf(positives: readonly number[], negatives: readonly number[]): Separation {
  const [mean, spread] = [meanOf, standardDeviationOf];
  return {
    zPrime: zFactor(positives, negatives, mean, spread),
    zPrimeInterval: intervalOf(positives, negatives),
    robustZPrime: zFactor(positives, negatives, medianOf, madOf),
    ssmd: standardizedDifference(positives, negatives, mean, spread),
    robustSsmd: standardizedDifference(positives, negatives, medianOf, madOf),
    signalToBackground: mean(positives) / mean(negatives),
  };
}

type Statistic = (values: readonly number[]) => number;

function zFactor(a: readonly number[], b: readonly number[], centre: Statistic, spread: Statistic): number {
  return 1 - (3 * (spread(a) + spread(b))) / Math.abs(centre(a) - centre(b));
}

function standardizedDifference(a: readonly number[], b: readonly number[], centre: Statistic, spread: Statistic) {
  return (centre(a) - centre(b)) / Math.hypot(spread(a), spread(b));
}

function intervalOf(positives: readonly number[], negatives: readonly number[]): readonly [number, number] {
  const random = randomFrom(SEED);
  const values = Float64Array.from({ length: RESAMPLES }, () =>
    zFactor(resampled(positives, random), resampled(negatives, random), meanOf, standardDeviationOf),
  );
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) return [Number.NaN, Number.NaN];
  return [percentileOfSorted(sorted, 2.5), percentileOfSorted(sorted, 97.5)];
}
