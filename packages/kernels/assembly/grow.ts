import { skipBackground } from "./runs";

// What is growing, for `take`.
let labels: usize = 0;
let heights: usize = 0;
let limits: usize = 0;
let reaches: usize = 0;
let next: usize = 0;

/**
 * Grows labels (uint32) pixel by pixel, never uphill, into background whose height (float32) exceeds the limit (float64) of their table,
 * as many steps as their reach (uint32). `fronts` has room for 2 uint32 for each pixel.
 */
export function growDownhill(
  objects: usize,
  landscape: usize,
  height: i32,
  width: i32,
  least: usize,
  steps: usize,
  fronts: usize,
): void {
  labels = objects;
  heights = landscape;
  limits = least;
  reaches = steps;
  let front = fronts;
  let other = fronts + 4 * <usize>height * <usize>width;
  let end = outermost(front, <u32>height, <u32>width);
  for (let step: u32 = 0; front < end; step++) {
    next = other;
    for (let pixel = front; pixel < end; pixel += 4) grow(load<u32>(pixel), <u32>height, <u32>width, step);
    end = next;
    other = front;
    front = front === fronts ? fronts + 4 * <usize>height * <usize>width : fronts;
  }
}

/** Writes the labelled pixels that have an edge neighbour without a label; returns where they end. */
function outermost(front: usize, height: u32, width: u32): usize {
  for (let y: u32 = 0; y < height; y++) {
    const row = labels + 4 * <usize>(y * width);
    for (let x = skipBackground<u32>(row, 0, width); x < width; x = skipBackground<u32>(row, x + 1, width)) {
      const pixel = row + 4 * <usize>x;
      const isInner =
        (x === 0 || load<u32>(pixel - 4) !== 0) &&
        (x === width - 1 || load<u32>(pixel + 4) !== 0) &&
        (y === 0 || load<u32>(pixel - 4 * <usize>width) !== 0) &&
        (y === height - 1 || load<u32>(pixel + 4 * <usize>width) !== 0);
      if (isInner) continue;
      store<u32>(front, y * width + x);
      front += 4;
    }
  }
  return front;
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
