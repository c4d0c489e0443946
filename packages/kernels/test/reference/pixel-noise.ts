import type { Plane } from "../../src/plane.ts";

const BLOCK = 16;
/** The standard deviation of rounding, in steps. */
const ROUNDING = 1 / Math.sqrt(12);
const SAMPLES = 0x1000;

/** From the differences of neighbours in blocks, of which the median. */
export function pixelNoise(plane: Plane): number {
  const { height, width } = plane;
  const variances: number[] = [];
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width - 1; left += BLOCK) variances.push(blockVariance(plane, left, top));
  }
  const median = variances.sort((a, b) => a - b)[variances.length >> 1] ?? 0;
  return Math.max(ROUNDING * stepOf(plane), Math.sqrt(median));
}

function blockVariance({ data, height, width }: Plane, left: number, top: number): number {
  let [sum, count] = [0, 0];
  for (let y = top; y < Math.min(height, top + BLOCK); y++) {
    for (let x = left; x < Math.min(width - 1, left + BLOCK); x++, count++) {
      sum += (data[y * width + x + 1]! - data[y * width + x]!) ** 2;
    }
  }
  return sum / (2 * count);
}

/** The smallest difference between two values of a sample of the plane; 0 where there is one value. */
function stepOf({ data }: Plane): number {
  const every = Math.floor(data.length / SAMPLES) | 1;
  const sorted = Float64Array.from({ length: Math.ceil(data.length / every) }, (_, i) => data[i * every]!).sort();
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap > 0 && gap < step) step = gap;
  }
  return step === Number.POSITIVE_INFINITY ? 0 : step;
}
