import { expectParameter, expectSameShape, type Plane } from "../plane.ts";
import { costesThresholds } from "./costes-thresholds.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";

export interface ColocalizationOptions {
  /** Only pixels count that reach this part of the region's brightest, percent, in both images. @default 15 */
  readonly threshold?: number;
  /** The intensity that counts as 1, and into how many steps Costes' method parts it. @default 65535 */
  readonly maximum?: number;
}

const NAMES = [
  "Correlation",
  "Slope",
  "Overlap",
  "K_1",
  "K_2",
  "Manders_1",
  "Manders_2",
  "RWC_1",
  "RWC_2",
  "Costes_1",
  "Costes_2",
] as const;

type Columns = Record<(typeof NAMES)[number], Float64Array>;

/**
 * How two images agree in each region, by CellProfiler's names: Pearson's correlation and the slope of `second` on `first`;
 * the overlap coefficient with K_1 and K_2; the coefficients of Manders, the same weighted by ranks, and with Costes' thresholds. `_1` is of the first
 * image, `_2` of the second.
 *
 * Reference: `cp_measure` `get_correlation_…`, equal to 1e-9 (Manders et al., 1993; Costes et al., 2004; Singan et al., 2011).
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID
 */
export function colocalizationFeatures(
  regions: readonly RegionPixels[],
  first: Plane,
  second: Plane,
  { threshold = 15, maximum = 65535 }: ColocalizationOptions = {},
): Features {
  expectSameShape("measure colocalization", first, second);
  expectParameter(threshold >= 0 && threshold < 100, "measure colocalization", "0 ≤ threshold < 100 %", threshold);
  expectParameter(Number.isInteger(maximum) && maximum >= 2, "measure colocalization", "a whole maximum", maximum);
  const columns = undefinedFeatures(NAMES, regions.length);
  for (const [i, { pixels }] of regions.entries()) {
    const [a, b] = [valuesAt(first, pixels, maximum), valuesAt(second, pixels, maximum)];
    measureLine(columns, i, a, b);
    measureOverlap(columns, i, a, b, threshold / 100);
    measureCostes(columns, i, a, b, maximum);
  }
  return columns;
}

function valuesAt({ data }: Plane, pixels: Uint32Array, maximum: number): Float64Array {
  const values = new Float64Array(pixels.length);
  for (let p = 0; p < pixels.length; p++) values[p] = data[pixels[p]!]! / maximum;
  return values;
}

function measureLine(columns: Columns, i: number, a: Float64Array, b: Float64Array): void {
  let [sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let p = 0; p < a.length; p++) {
    sumA += a[p]!;
    sumB += b[p]!;
  }
  const [meanA, meanB] = [sumA / a.length, sumB / b.length];
  for (let p = 0; p < a.length; p++) {
    const da = a[p]! - meanA;
    const db = b[p]! - meanB;
    aa += da * da;
    bb += db * db;
    ab += da * db;
  }
  columns.Correlation[i] = ab / Math.sqrt(aa * bb);
  columns.Slope[i] = ab / aa;
}

/** The coefficients of pixels that are bright in both images; all 0 if there are none. */
function measureOverlap(columns: Columns, i: number, a: Float64Array, b: Float64Array, part: number): void {
  const [ranksA, ranksB] = [denseRanks(a), denseRanks(b)];
  const ranks = Math.max(ranksA.count, ranksB.count);
  const [leastA, leastB] = [part * ranksA.greatest, part * ranksB.greatest];
  let [both, totalA, totalB, sumA, sumB, weightedA, weightedB, aa, bb, ab] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let p = 0; p < a.length; p++) {
    const valueA = a[p]!;
    const valueB = b[p]!;
    if (valueA >= leastA) totalA += valueA;
    if (valueB >= leastB) totalB += valueB;
    if (valueA < leastA || valueB < leastB) continue;
    const weight = (ranks - Math.abs(ranksA.of[p]! - ranksB.of[p]!)) / ranks;
    both++;
    sumA += valueA;
    sumB += valueB;
    weightedA += weight * valueA;
    weightedB += weight * valueB;
    aa += valueA * valueA;
    bb += valueB * valueB;
    ab += valueA * valueB;
  }
  const among = (value: number) => (both === 0 ? 0 : value);
  columns.Overlap[i] = among(ab / Math.sqrt(aa * bb));
  columns.K_1[i] = among(ab / aa);
  columns.K_2[i] = among(ab / bb);
  columns.Manders_1[i] = among(sumA / totalA);
  columns.Manders_2[i] = among(sumB / totalB);
  columns.RWC_1[i] = among(weightedA / totalA);
  columns.RWC_2[i] = among(weightedB / totalB);
}

/** Ranks from 0, the same for equal values, without gaps. */
function denseRanks(values: Float64Array) {
  const sorted = values.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!;
  const of = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) of[i] = placeIn(sorted, count, values[i]!);
  return { of, count, greatest: sorted[count - 1]! };
}

function placeIn(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function measureCostes(columns: Columns, i: number, a: Float64Array, b: Float64Array, steps: number): void {
  const threshold = costesThresholds(a, b, steps);
  if (threshold === null) return;
  let [totalA, totalB, sumA, sumB] = [0, 0, 0, 0];
  for (let p = 0; p < a.length; p++) {
    const valueA = a[p]!;
    const valueB = b[p]!;
    if (valueA >= threshold.first) totalA += valueA;
    if (valueB >= threshold.second) totalB += valueB;
    if (valueA <= threshold.first || valueB <= threshold.second) continue;
    sumA += valueA;
    sumB += valueB;
  }
  if (totalA <= 0 || totalB <= 0) return;
  columns.Costes_1[i] = sumA / totalA;
  columns.Costes_2[i] = sumB / totalB;
}
