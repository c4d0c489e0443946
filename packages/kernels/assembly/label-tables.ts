import { skipBackground } from "./runs";
import { percentile } from "./select";

// Tables have an entry for each label (uint32), the first one for 0.

/** Adds float32 samples to the sums (float64) of their labels. */
export function sumByLabel(labels: usize, plane: usize, samples: u32, sums: usize): void {
  for (let i = skipBackground<u32>(labels, 0, samples); i < samples; i = skipBackground<u32>(labels, i + 1, samples)) {
    const sum = sums + 8 * <usize>load<u32>(labels + 4 * <usize>i);
    store<f64>(sum, load<f64>(sum) + <f64>load<f32>(plane + 4 * <usize>i));
  }
}

/** Raises the values (float32) of labels to the greatest of their float32 samples. */
export function raiseByLabel(labels: usize, plane: usize, samples: u32, values: usize): void {
  for (let i = skipBackground<u32>(labels, 0, samples); i < samples; i = skipBackground<u32>(labels, i + 1, samples)) {
    const value = values + 4 * <usize>load<u32>(labels + 4 * <usize>i);
    const sample = load<f32>(plane + 4 * <usize>i);
    if (sample > load<f32>(value)) store<f32>(value, sample);
  }
}

/** The percentile of the float32 samples of each label, as float64, 0 without any; `pixels` and `ends` are those of `groupPixels`. */
export function percentileByLabel(
  plane: usize,
  pixels: usize,
  ends: usize,
  most: u32,
  percentage: f64,
  target: usize,
  values: usize,
): void {
  for (let label: u32 = 1; label <= most; label++) {
    const from = load<u32>(ends + 4 * <usize>(label - 1));
    const count = <i32>(load<u32>(ends + 4 * <usize>label) - from);
    for (let i = 0; i < count; i++) {
      const pixel = load<u32>(pixels + 4 * <usize>(from + i));
      store<f64>(values + 8 * <usize>i, <f64>load<f32>(plane + 4 * <usize>pixel));
    }
    store<f64>(target + 8 * <usize>label, count > 0 ? percentile(values, count, count, percentage) : 0);
  }
}

/**
 * Drops the labels whose entry in `kept` (uint32) is 0 and numbers the others from 1 in raster order of their first pixels; returns how
 * many there are. The table holds their numbers then.
 */
export function keepInOrder(labels: usize, samples: u32, kept: usize, most: u32): u32 {
  for (let label: u32 = 0; label <= most; label++) {
    const entry = kept + 4 * <usize>label;
    store<u32>(entry, label > 0 && load<u32>(entry) !== 0 ? u32.MAX_VALUE : 0);
  }
  let count: u32 = 0;
  for (let i = skipBackground<u32>(labels, 0, samples); i < samples; i = skipBackground<u32>(labels, i + 1, samples)) {
    const pixel = labels + 4 * <usize>i;
    const entry = kept + 4 * <usize>load<u32>(pixel);
    if (load<u32>(entry) === u32.MAX_VALUE) store<u32>(entry, ++count);
    store<u32>(pixel, load<u32>(entry));
  }
  return count;
}

/** Clears labels (uint32) at `target` where `labels` has any. */
export function clearLabelled(target: usize, labels: usize, samples: i32): void {
  const none = i32x4.splat(0);
  for (let i: usize = 0; i < 4 * <usize>samples; i += 16) {
    v128.store(target + i, v128.and(v128.load(target + i), i32x4.eq(v128.load(labels + i), none)));
  }
}
