import { percentile } from "./select";

// Of each region 6 float64: sum, mean, median, least, greatest, and population standard deviation.
const RECORD: usize = 48;

/**
 * Measures samples in regions, whose pixels (uint32) stand at `pixels` one after the other and end at `ends`, into `target`.
 * `values` has room for as many float64 as the largest region has pixels.
 */
export function measureIntensities<T>(
  data: usize,
  pixels: usize,
  ends: usize,
  count: i32,
  values: usize,
  target: usize,
): void {
  let from = pixels;
  for (let i: usize = 0; i < <usize>count; i++) {
    const to = pixels + 4 * <usize>load<u32>(ends + 4 * i);
    const record = target + i * RECORD;
    measure<T>(data, from, to, values, record);
    from = to;
  }
}

function measure<T>(data: usize, from: usize, to: usize, values: usize, record: usize): void {
  const total = <i32>((to - from) >> 2);
  const known = gather<T>(data, from, to, values);
  let sum: f64 = 0;
  for (let pixel = from; pixel < to; pixel += 4) sum += sampleAt<T>(data, pixel);
  const mean = sum / <f64>total;
  let squares: f64 = 0;
  for (let pixel = from; pixel < to; pixel += 4) {
    const difference = sampleAt<T>(data, pixel) - mean;
    squares += difference * difference;
  }
  store<f64>(record, sum);
  store<f64>(record, mean, 8);
  storeRange(values, known, total, record);
  store<f64>(record, Math.sqrt(squares / <f64>total), 40);
  store<f64>(record, percentile(values, known, total, 50), 16);
}

function sampleAt<T>(data: usize, pixel: usize): f64 {
  return <f64>load<T>(data + <usize>load<u32>(pixel) * sizeof<T>());
}

/** Copies the samples that are not NaN; returns how many they are. */
function gather<T>(data: usize, from: usize, to: usize, values: usize): i32 {
  let known = 0;
  for (let pixel = from; pixel < to; pixel += 4) {
    const value = sampleAt<T>(data, pixel);
    if (isFloat<T>() && Number.isNaN(value)) continue;
    store<f64>(values + 8 * <usize>known, value);
    known++;
  }
  return known;
}

/** The least and the greatest value if NaN ranks last. */
function storeRange(values: usize, known: i32, total: i32, record: usize): void {
  let least: f64 = known > 0 ? Infinity : NaN;
  let greatest: f64 = known === total ? -Infinity : NaN;
  for (let value = values; value < values + 8 * <usize>known; value += 8) {
    least = min(least, load<f64>(value));
    greatest = max(greatest, load<f64>(value));
  }
  store<f64>(record, least, 24);
  store<f64>(record, greatest, 32);
}
