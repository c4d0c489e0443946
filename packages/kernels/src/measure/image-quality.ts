import { medianDeviation } from "../intensity/median-deviation.ts";
import { percentileOfSorted } from "../intensity/percentile.ts";
import { expectParameter, type PixelArray, type Plane } from "../plane.ts";
import { powerSlope } from "./power-slope.ts";

/** The quality of one image, by the names of MeasureImageQuality of CellProfiler; NaN where a measure is undefined. */
export interface ImageQuality {
  /** Variance by mean: falls as focus is lost. */
  readonly focusScore: number;
  /** Variance by median of the focus scores of square blocks. */
  readonly localFocusScore: number;
  /** See {@link powerSlope}: steeper where the image is blurred. */
  readonly powerLogLogSlope: number;
  /** Percent of pixels at the image's own greatest and least intensity. */
  readonly percentMaximal: number;
  readonly percentMinimal: number;
  readonly totalIntensity: number;
  readonly meanIntensity: number;
  readonly medianIntensity: number;
  readonly stdIntensity: number;
  /** The median of absolute deviations from the median. */
  readonly madIntensity: number;
  readonly minIntensity: number;
  readonly maxIntensity: number;
}

export interface ImageQualityOptions {
  /** Side of the blocks of the local focus score, px. @default 20 */
  readonly scale?: number;
  /** The intensity that counts as 1 for both focus scores. @default 65535 */
  readonly maximum?: number;
}

/**
 * Focus, saturation and intensities of an image, without a threshold.
 *
 * Reference: MeasureImageQuality of CellProfiler, from its own definitions in NumPy: equal to 1e-9.
 *
 * @throws PARAMETER_INVALID
 */
export function imageQuality(plane: Plane, { scale = 20, maximum = 65535 }: ImageQualityOptions = {}): ImageQuality {
  expectParameter(Number.isInteger(scale) && scale >= 1, "measure quality", "a scale in whole px", scale);
  expectParameter(maximum > 0, "measure quality", "a maximum above 0", maximum);
  const { data } = plane;
  const sorted = data.slice().sort();
  const [least, greatest] = [sorted[0]!, sorted[sorted.length - 1]!];
  const median = percentileOfSorted(sorted, 50);
  const { sum, squares } = deviations(data, 0, data.length, 1, data.length);
  const mean = sum / data.length;
  return {
    focusScore: squares / data.length / mean / maximum,
    localFocusScore: localFocusScore(plane, scale) / maximum,
    powerLogLogSlope: powerSlope(plane),
    percentMaximal: (100 * count(data, greatest)) / data.length,
    percentMinimal: (100 * count(data, least)) / data.length,
    totalIntensity: sum,
    meanIntensity: mean,
    medianIntensity: median,
    stdIntensity: Math.sqrt(squares / data.length),
    madIntensity: medianDeviation(sorted, median),
    minIntensity: least,
    maxIntensity: greatest,
  };
}

function count(data: PixelArray, value: number): number {
  let found = 0;
  for (let i = 0; i < data.length; i++) if (data[i] === value) found++;
  return found;
}

/** The sum and the squared deviations from the mean of a block of samples. */
function deviations(data: PixelArray, start: number, columns: number, rows: number, step: number) {
  let sum = 0;
  for (let row = 0; row < rows; row++)
    for (let i = start + row * step; i < start + row * step + columns; i++) sum += data[i]!;
  const mean = sum / (rows * columns);
  let squares = 0;
  for (let row = 0; row < rows; row++)
    for (let i = start + row * step; i < start + row * step + columns; i++) squares += (data[i]! - mean) ** 2;
  return { sum, squares };
}

/** Dark blocks, whose mean is 0, are left out. */
function localFocusScore({ data, height, width }: Plane, scale: number): number {
  const scores: number[] = [];
  for (let y = 0; y < height; y += scale) {
    for (let x = 0; x < width; x += scale) {
      const [columns, rows] = [Math.min(scale, width - x), Math.min(scale, height - y)];
      const { sum, squares } = deviations(data, y * width + x, columns, rows, width);
      if (sum !== 0) scores.push(squares / sum);
    }
  }
  const mean = scores.reduce((total, score) => total + score, 0) / scores.length;
  const variance = scores.reduce((total, score) => total + (score - mean) ** 2, 0) / scores.length;
  return variance / percentileOfSorted(Float64Array.from(scores).sort(), 50);
}
