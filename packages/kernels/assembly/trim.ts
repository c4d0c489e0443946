import { percentile } from "./select";
import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";

/**
 * Copies each label to `target` (uint32, 0 before) where the sample at `heights` exceeds `fraction` of the way from the ground of its
 * object (float64, by label; `grounds` is 0 for none, all at 0) to its percentile. `pixels` and `ends` are those of `groupPixels`; `values`
 * has room for as many float64 as the largest object has pixels.
 */
export function trimToFraction(
  type: i32,
  heights: usize,
  target: usize,
  pixels: usize,
  ends: usize,
  most: u32,
  percentage: f64,
  fraction: f64,
  grounds: usize,
  values: usize,
): void {
  for (let label: u32 = 1; label <= most; label++) {
    const from = pixels + 4 * <usize>load<u32>(ends + 4 * <usize>(label - 1));
    const to = pixels + 4 * <usize>load<u32>(ends + 4 * <usize>label);
    if (from === to) continue;
    const ground = grounds === 0 ? 0 : load<f64>(grounds + 8 * <usize>label);
    if (type === UINT8) trim<u8>(heights, target, from, to, label, percentage, fraction, ground, values);
    else if (type === UINT16) trim<u16>(heights, target, from, to, label, percentage, fraction, ground, values);
    else if (type === UINT32) trim<u32>(heights, target, from, to, label, percentage, fraction, ground, values);
    else if (type === INT32) trim<i32>(heights, target, from, to, label, percentage, fraction, ground, values);
    else if (type === FLOAT32) trim<f32>(heights, target, from, to, label, percentage, fraction, ground, values);
    else if (type === FLOAT64) trim<f64>(heights, target, from, to, label, percentage, fraction, ground, values);
  }
}

function trim<T>(
  heights: usize,
  target: usize,
  from: usize,
  to: usize,
  label: u32,
  percentage: f64,
  fraction: f64,
  ground: f64,
  values: usize,
): void {
  let known = 0;
  for (let pixel = from; pixel < to; pixel += 4) {
    const value = <f64>load<T>(heights + <usize>load<u32>(pixel) * sizeof<T>());
    if (Number.isNaN(value)) continue;
    store<f64>(values + 8 * <usize>known, value);
    known++;
  }
  const limit = ground + fraction * (percentile(values, known, <i32>((to - from) >> 2), percentage) - ground);
  for (let pixel = from; pixel < to; pixel += 4) {
    const i = <usize>load<u32>(pixel);
    if (<f64>load<T>(heights + i * sizeof<T>()) > limit) store<u32>(target + 4 * i, label);
  }
}
