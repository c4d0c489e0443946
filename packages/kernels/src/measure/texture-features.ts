import { exponential } from "../arithmetic/exponential.ts";
import { naturalLogarithm } from "../arithmetic/natural-logarithm.ts";
import { expectParameter, expectSameShape, type Labels, type Plane } from "../plane.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";

export interface TextureOptions {
  /** How far apart the pixels of a pair are, px. @default 3 */
  readonly scale?: number;
  /** Grey levels, 2 to 256; the lowest is not counted. @default 256 */
  readonly levels?: number;
  /** The intensity of the highest grey level. @default 65535 */
  readonly maximum?: number;
}

/** Haralick's 13 features, in his order. */
const HARALICK = [
  "AngularSecondMoment",
  "Contrast",
  "Correlation",
  "Variance",
  "InverseDifferenceMoment",
  "SumAverage",
  "SumVariance",
  "SumEntropy",
  "Entropy",
  "DifferenceVariance",
  "DifferenceEntropy",
  "InfoMeas1",
  "InfoMeas2",
] as const;
/** 0°, 135°, 90° and 45°: from a pixel to its partner. */
const DIRECTIONS = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
] as const;

/**
 * Haralick's texture of each region in four directions, `<Feature>_<scale>_<direction 00–03>_<levels>` by CellProfiler's names.
 * Intensities from 0 to `maximum` become grey levels; pairs with a pixel of level 0 are not counted. A region without pairs in one of
 * the directions has no texture (NaN).
 *
 * Reference: `mahotas.features.haralick(ignore_zeros=True)` as called by `cp_measure` `get_texture`, equal to 1e-9; `InfoMeas2`, a
 * square root, to 1e-6. (Haralick, Shanmugam and Dinstein, 1973)
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID
 */
export function textureFeatures(
  regions: readonly RegionPixels[],
  labels: Labels,
  image: Plane,
  { scale = 3, levels = 256, maximum = 65535 }: TextureOptions = {},
): Features {
  expectSameShape("measure texture", labels, image);
  expectParameter(Number.isInteger(scale) && scale >= 1, "measure texture", "a scale in whole px", scale);
  expectParameter(Number.isInteger(levels) && levels >= 2 && levels <= 256, "measure texture", "2…256 levels", levels);
  expectParameter(maximum > 0, "measure texture", "a maximum above 0", maximum);
  const names = DIRECTIONS.flatMap((_, d) => HARALICK.map((name) => `${name}_${scale}_0${d}_${levels}`));
  const features = undefinedFeatures(names, regions.length);
  const grey = greyLevels(regions, image, levels, maximum);
  const values = new Float64Array(names.length);
  for (const [i, { label, pixels }] of regions.entries()) {
    const matrix = new CooccurrenceMatrix(pixels, grey);
    const isMeasured = DIRECTIONS.every(([dx, dy], d) => {
      if (!matrix.count(pixels, label, labels, grey, dx * scale, dy * scale)) return false;
      matrix.measure(values.subarray(d * HARALICK.length));
      return true;
    });
    if (isMeasured) for (let f = 0; f < names.length; f++) features[names[f]!]![i] = values[f]!;
  }
  return features;
}

/** Of the regions' pixels, 0 elsewhere: rounded to 256 levels first, then cut to fewer, as CellProfiler does. */
function greyLevels(regions: readonly RegionPixels[], { data }: Plane, levels: number, maximum: number): Uint8Array {
  const grey = new Uint8Array(data.length);
  for (const { pixels } of regions) {
    for (let p = 0; p < pixels.length; p++) {
      const full = Math.min(255, Math.max(0, Math.round((data[pixels[p]!]! / maximum) * 255)));
      grey[pixels[p]!] = levels === 256 ? full : Math.floor((full / 255) * (levels - 1));
    }
  }
  return grey;
}

/** How often grey levels of one region occur at the two ends of a step; a row and a column for each level that occurs. */
class CooccurrenceMatrix {
  /** The levels that occur, ascending, and the row of each. */
  readonly #levels: readonly number[];
  readonly #rowOf = new Int16Array(256).fill(-1);
  readonly #size: number;
  readonly #counts: Float64Array;
  #pairs = 0;

  constructor(pixels: Uint32Array, grey: Uint8Array) {
    const occurs = new Uint8Array(256);
    for (let p = 0; p < pixels.length; p++) occurs[grey[pixels[p]!]!] = 1;
    const levels: number[] = [];
    for (let level = 1; level < 256; level++) if (occurs[level] === 1) this.#rowOf[level] = levels.push(level) - 1;
    this.#levels = levels;
    this.#size = levels.length;
    this.#counts = new Float64Array(levels.length ** 2);
  }

  /** Counts pairs in both orders; is there any? */
  count(pixels: Uint32Array, label: number, labels: Labels, grey: Uint8Array, dx: number, dy: number): boolean {
    const { data, height, width } = labels;
    const [counts, rowOf, size] = [this.#counts.fill(0), this.#rowOf, this.#size];
    let pairs = 0;
    for (let p = 0; p < pixels.length; p++) {
      const pixel = pixels[p]!;
      const y = Math.floor(pixel / width);
      const x = pixel - y * width + dx;
      const partner = pixel + dy * width + dx;
      if (x < 0 || x >= width || y + dy >= height || data[partner] !== label) continue;
      const from = rowOf[grey[pixel]!]!;
      const to = rowOf[grey[partner]!]!;
      if (from < 0 || to < 0) continue;
      counts[from * size + to]!++;
      counts[to * size + from]!++;
      pairs += 2;
    }
    this.#pairs = pairs;
    return pairs > 0;
  }

  /** Haralick's features of what was counted last. */
  measure(values: Float64Array): void {
    const [levels, size, counts, pairs] = [this.#levels, this.#size, this.#counts, this.#pairs];
    const highest = levels[size - 1]!;
    const [sums, differences, marginal] = [
      new Float64Array(2 * highest + 1),
      new Float64Array(highest + 1),
      new Float64Array(size),
    ];
    let [squares, products, inverse, entropy] = [0, 0, 0, 0];
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const count = counts[a * size + b]!;
        if (count === 0) continue;
        const from = levels[a]!;
        const to = levels[b]!;
        const difference = Math.abs(from - to);
        squares += count * count;
        products += count * from * to;
        inverse += count / (1 + difference * difference);
        entropy += countTimesLog(count);
        sums[from + to]! += count;
        differences[difference]! += count;
        marginal[a]! += count;
      }
    }
    let [mean, square] = [0, 0];
    for (let a = 0; a < size; a++) {
      mean += (marginal[a]! * levels[a]!) / pairs;
      square += (marginal[a]! * levels[a]! ** 2) / pairs;
    }
    const variance = square - mean * mean;
    const [total, single] = [bits(entropy, pairs), bits(sumOfLogs(marginal), pairs)];
    values[0] = squares / (pairs * pairs);
    values[1] = secondMoment(differences, pairs);
    values[2] = variance <= 0 ? 1 : (products / pairs - mean * mean) / variance;
    values[3] = variance;
    values[4] = inverse / pairs;
    values[5] = 2 * mean;
    values[6] = secondMoment(sums, pairs) - 4 * mean * mean;
    values[7] = bits(sumOfLogs(sums), pairs);
    values[8] = total;
    values[9] = varianceOfParts(differences, pairs);
    values[10] = bits(sumOfLogs(differences), pairs);
    values[11] = single === 0 ? total - 2 * single : (total - 2 * single) / single;
    values[12] = Math.sqrt(Math.max(0, 1 - exponential(-2 * (2 * single - total))));
  }
}

const LOGS = new Float64Array(4096);
for (let count = 2; count < LOGS.length; count++) LOGS[count] = count * naturalLogarithm(count);

function countTimesLog(count: number): number {
  return count < LOGS.length ? LOGS[count]! : count * naturalLogarithm(count);
}

function sumOfLogs(counts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += countTimesLog(counts[i]!);
  return sum;
}

/** The entropy in bits of parts of `total`, from the sum of count · ln(count); of one part precisely 0. */
function bits(sum: number, total: number): number {
  const entropy = (naturalLogarithm(total) - sum / total) / Math.LN2;
  return entropy < 1e-12 ? 0 : entropy;
}

/** Σ i² · p(i) */
function secondMoment(counts: Float64Array, total: number): number {
  let sum = 0;
  for (let i = 1; i < counts.length; i++) sum += counts[i]! * i * i;
  return sum / total;
}

/** The variance of the probabilities themselves, as mahotas understands Haralick's tenth feature. */
function varianceOfParts(counts: Float64Array, total: number): number {
  let squares = 0;
  for (let i = 0; i < counts.length; i++) squares += (counts[i]! / total) ** 2;
  return squares / counts.length - 1 / counts.length ** 2;
}
