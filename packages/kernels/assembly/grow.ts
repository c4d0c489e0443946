import { startsOfAreas } from "./object-runs";
import { RUN } from "./runs";
import { percentilesOf } from "./trim";

// What is growing, for `take`.
let labels: usize = 0;
let heights: usize = 0;
let limits: usize = 0;
let reaches: usize = 0;
let next: usize = 0;

/**
 * Writes the pixels of runs that have an edge neighbour without a label (uint32) into `pixels` (uint32), which has room for all of the plane;
 * returns how many there are.
 */
export function outermostPixels(objects: usize, height: u32, width: u32, runs: usize, end: u32, pixels: usize): u32 {
  let front = pixels;
  const rowBytes = 4 * <usize>width;
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const y = load<u32>(place) / width;
    for (let i = load<u32>(place); i < load<u32>(place, 4); i++) {
      const x = i - y * width;
      const pixel = objects + 4 * <usize>i;
      const isInner =
        (x === 0 || load<u32>(pixel - 4) !== 0) &&
        (x === width - 1 || load<u32>(pixel + 4) !== 0) &&
        (y === 0 || load<u32>(pixel - rowBytes) !== 0) &&
        (y === height - 1 || load<u32>(pixel + rowBytes) !== 0);
      if (isInner) continue;
      store<u32>(front, i);
      front += 4;
    }
  }
  return <u32>((front - pixels) >> 2);
}

/**
 * Grows labels (uint32) pixel by pixel, never uphill, into background whose height (float32) exceeds the limit (float64) of their table,
 * as many steps as their reach (uint32). At `pixels` stand their `count` outermost pixels; those that they take are added. Returns how many
 * pixels stand there then.
 */
export function growDownhill(
  objects: usize,
  landscape: usize,
  height: u32,
  width: u32,
  least: usize,
  steps: usize,
  pixels: usize,
  count: u32,
): u32 {
  labels = objects;
  heights = landscape;
  limits = least;
  reaches = steps;
  let front = pixels;
  next = pixels + 4 * <usize>count;
  for (let step: u32 = 0; front < next; step++) {
    const end = next;
    for (; front < end; front += 4) grow(load<u32>(front), height, width, step);
  }
  return <u32>((next - pixels) >> 2);
}

/**
 * The percentile of the samples (float32) of a list of pixels, by the label (uint32) that they have, as float64; 0 without any. Their labels
 * are cleared. `ends` has room for a uint32 for each label up to `most`, `values` for a float64 for each pixel.
 */
export function percentileOfTaken(
  objects: usize,
  landscape: usize,
  pixels: usize,
  count: u32,
  ends: usize,
  most: u32,
  percentage: f64,
  target: usize,
  values: usize,
): void {
  memory.fill(ends, 0, 4 * (<usize>most + 1));
  const last = pixels + 4 * <usize>count;
  for (let place = pixels; place < last; place += 4) {
    const area = ends + 4 * <usize>load<u32>(objects + 4 * <usize>load<u32>(place));
    store<u32>(area, load<u32>(area) + 1);
  }
  startsOfAreas(ends, most);
  for (let place = pixels; place < last; place += 4) {
    const pixel = 4 * <usize>load<u32>(place);
    const end = ends + 4 * <usize>load<u32>(objects + pixel);
    store<f64>(values + 8 * <usize>load<u32>(end), <f64>load<f32>(landscape + pixel));
    store<u32>(end, load<u32>(end) + 1);
    store<u32>(objects + pixel, 0);
  }
  percentilesOf(values, ends, most, percentage, target);
}

function grow(pixel: u32, height: u32, width: u32, step: u32): void {
  const label = load<u32>(labels + 4 * <usize>pixel);
  if (step >= load<u32>(reaches + 4 * <usize>label)) return;
  const limit = load<f64>(limits + 8 * <usize>label);
  const level = load<f32>(heights + 4 * <usize>pixel);
  const x = pixel % width;
  if (x > 0) take(pixel - 1, label, limit, level);
  if (x < width - 1) take(pixel + 1, label, limit, level);
  if (pixel >= width) take(pixel - width, label, limit, level);
  if (pixel < width * (height - 1)) take(pixel + width, label, limit, level);
}

function take(pixel: u32, label: u32, limit: f64, level: f32): void {
  const place = labels + 4 * <usize>pixel;
  if (load<u32>(place) !== 0) return;
  const value = load<f32>(heights + 4 * <usize>pixel);
  if (<f64>value <= limit || value > level) return;
  store<u32>(place, label);
  store<u32>(next, pixel);
  next += 4;
}
