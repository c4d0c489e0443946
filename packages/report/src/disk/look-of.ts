/** What a picture is like. */
export interface Look {
  /** Mean intensity, counts. */
  readonly mean: number;
  /** Variance of differences of neighbours by that of all pixels: near 0 for a blurred picture, 1 for noise; null for a flat one. */
  readonly sharpness: number | null;
  /** Per cent of the pixels of the plane, as it was read, that have its largest value: more than a few where the camera was saturated. */
  readonly percentMaximal: number;
}

/** @param maximal The part of the pixels, before the plane was made small, that have their largest value */
export function lookOf(
  { data, width }: { readonly data: Float32Array; readonly width: number },
  maximal: number,
): Look & { readonly least: number; readonly greatest: number } {
  const [sum = 0, squares = 0, steps = 0, least = 0, greatest = 0] = sumsOf(data, width);
  const mean = sum / data.length;
  const variance = squares / data.length - mean * mean;
  const sharpness = variance > 0 ? steps / data.length / 2 / variance : null;
  return { mean, sharpness, percentMaximal: 100 * maximal, least: Math.min(least, greatest), greatest };
}

/** Sums of samples, of their squares and of those of differences of neighbours; the least and the greatest finite one. */
function sumsOf(data: Float32Array, width: number): Float64Array {
  let [sum, squares, steps] = [0, 0, 0];
  let [least, greatest] = [Number.MAX_VALUE, -Number.MAX_VALUE];
  for (let at = 0; at < data.length; ) {
    let before = data[at] as number;
    for (const end = at + width; at < end; at++) {
      const value = data[at] as number;
      sum += value;
      squares += value * value;
      steps += (value - before) ** 2;
      before = value;
      if (value < least && value >= -Number.MAX_VALUE) least = value;
      if (value > greatest && value <= Number.MAX_VALUE) greatest = value;
    }
  }
  return Float64Array.of(sum, squares, steps, least, greatest);
}
