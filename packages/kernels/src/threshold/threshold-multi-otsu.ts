import { type Histogram, histogram } from "../intensity/histogram.ts";
import { expectParameter, type PixelArray } from "../plane.ts";

const BINS = 256;
const MOST_CLASSES = 5;

/**
 * The `classes` − 1 thresholds that part samples into classes of greatest variance between them, ascending (a class is `>` the
 * threshold below it). Values that span more than 256 are counted in 256 bins. Fewer different values than classes give
 * fewer thresholds.
 *
 * Reference: `skimage.filters.threshold_multiotsu` (Liao, Chen & Chung, 2001) of the same histogram, within one bin, for it rounds to float32.
 *
 * @throws PARAMETER_INVALID unless classes is 2 … 5
 */
export function thresholdMultiOtsu(data: PixelArray, classes = 3): readonly number[] {
  const isClasses = Number.isInteger(classes) && classes >= 2 && classes <= MOST_CLASSES;
  expectParameter(isClasses, "part samples into classes", `2 … ${MOST_CLASSES} classes`, classes);
  return multiOtsuOfHistogram(coarse(histogram(data, BINS)), classes);
}

/** Bins joined to at most {@link BINS}, each at the middle of its values. */
function coarse({ counts, centers }: Histogram): Histogram {
  const join = Math.ceil(counts.length / BINS);
  if (join <= 1) return { counts, centers };
  const length = Math.ceil(counts.length / join);
  const joined = { counts: new Float64Array(length), centers: new Float64Array(length) };
  for (let i = 0; i < counts.length; i++) joined.counts[Math.floor(i / join)]! += counts[i]!;
  for (let i = 0; i < length; i++)
    joined.centers[i] = (centers[i * join]! + centers[Math.min(counts.length, (i + 1) * join) - 1]!) / 2;
  return joined;
}

/** The thresholds of counted samples, by dynamic programming over the last bin of each class. */
export function multiOtsuOfHistogram({ counts, centers }: Histogram, classes: number): readonly number[] {
  const filled = [...counts.keys()].filter((i) => counts[i]! > 0);
  const k = Math.min(classes, filled.length);
  const { weights, moments } = sumsOf(counts, centers);
  const variance = (from: number, to: number) => {
    const weight = weights[to]! - weights[from]!;
    return weight > 0 ? (moments[to]! - moments[from]!) ** 2 / weight : 0;
  };
  const n = counts.length;
  let best = Float64Array.from({ length: n + 1 }, (_, end) => variance(0, end));
  const splits: Int32Array[] = [];
  for (let parts = 2; parts <= k; parts++) {
    const next = new Float64Array(n + 1).fill(Number.NEGATIVE_INFINITY);
    const split = new Int32Array(n + 1);
    for (let end = parts; end <= n; end++)
      for (let start = parts - 1; start < end; start++) {
        const sum = best[start]! + variance(start, end);
        if (sum <= next[end]!) continue;
        next[end] = sum;
        split[end] = start;
      }
    best = next;
    splits.unshift(split);
  }
  let end = n;
  return splits
    .map((split) => {
      end = split[end]!;
      return centers[end - 1]!;
    })
    .reverse();
}

/** Sums before each bin, of counts and of values. */
function sumsOf(counts: Float64Array, centers: Float64Array) {
  const weights = new Float64Array(counts.length + 1);
  const moments = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) {
    weights[i + 1] = weights[i]! + counts[i]!;
    moments[i + 1] = moments[i]! + counts[i]! * centers[i]!;
  }
  return { weights, moments };
}
