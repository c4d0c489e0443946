import { highPair, lowPair } from "./vector";

// A column's sum and the sum of its squares lie side by side: one vector of two float64 is worked on for both.

// As `src/threshold/local-threshold.ts` counts them.
const NIBLACK: i32 = 0;

/**
 * A threshold for each pixel from the mean and the standard deviation of the square of 2 · radius + 1 px around it, float32: mean − k ·
 * deviation, or mean · (1 + k · (deviation / r − 1)). The plane is continued by reflection at its border pixels. Squares are summed
 * around `origin`. `columns` has room for two float64 for each of width + 2 · radius columns.
 */
export function localThresholds<T>(
  method: i32,
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  radius: i32,
  k: f64,
  r: f64,
  origin: f64,
  columns: usize,
): void {
  const first = columns + 16 * <usize>radius;
  memory.fill(first, 0, 16 * <usize>width);
  for (let y = -radius; y < radius; y++) sumRow<T>(source, y, height, width, origin, first, false);
  for (let y = 0; y < height; y++) {
    sumRow<T>(source, y + radius, height, width, origin, first, false);
    for (let i = 1; i <= radius; i++) {
      v128.store(first - 16 * <usize>i, v128.load(first + 16 * <usize>mirrored(-i, width)));
      const right = width - 1 + i;
      v128.store(first + 16 * <usize>right, v128.load(first + 16 * <usize>mirrored(right, width)));
    }
    thresholdRow(method, columns, target + 4 * <usize>y * <usize>width, width, radius, k, r, origin);
    sumRow<T>(source, y - radius, height, width, origin, first, true);
  }
}

/** Adds a row to the sums of columns, or takes it away. */
function sumRow<T>(source: usize, y: i32, height: i32, width: i32, origin: f64, sums: usize, isLeaving: bool): void {
  const row = source + <usize>mirrored(y, height) * <usize>width * sizeof<T>();
  const ground = f64x2.splat(origin);
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    const from = row + <usize>x * sizeof<T>();
    const at = sums + 16 * <usize>x;
    sumPair(f64x2.sub(lowPair<T>(from), ground), at, isLeaving);
    sumPair(f64x2.sub(highPair<T>(from), ground), at + 32, isLeaving);
  }
  for (; x < width; x++) {
    const value = <f64>load<T>(row + <usize>x * sizeof<T>()) - origin;
    sum(f64x2.replace_lane(f64x2.splat(value), 1, value * value), sums + 16 * <usize>x, isLeaving);
  }
}

function sumPair(two: v128, at: usize, isLeaving: bool): void {
  const squares = f64x2.mul(two, two);
  sum(v128.shuffle<i64>(two, squares, 0, 2), at, isLeaving);
  sum(v128.shuffle<i64>(two, squares, 1, 3), at + 16, isLeaving);
}

function sum(both: v128, at: usize, isLeaving: bool): void {
  const before = v128.load(at);
  v128.store(at, isLeaving ? f64x2.sub(before, both) : f64x2.add(before, both));
}

function thresholdRow(
  method: i32,
  columns: usize,
  target: usize,
  width: i32,
  radius: i32,
  k: f64,
  r: f64,
  origin: f64,
): void {
  const span = <usize>(2 * radius + 1);
  const area = f64x2.splat(<f64>(span * span));
  let both = f64x2.splat(0);
  for (let x: usize = 0; x + 1 < span; x++) both = f64x2.add(both, v128.load(columns + 16 * x));
  for (let x: usize = 0; x < <usize>width; x++) {
    both = f64x2.add(both, v128.load(columns + 16 * (x + span - 1)));
    const means = f64x2.div(both, area);
    const shifted = f64x2.extract_lane(means, 0);
    const variance = f64x2.extract_lane(means, 1) - shifted * shifted;
    // 0 also where rounding makes it less.
    const deviation = Math.sqrt(variance > 0 ? variance : 0);
    const mean = shifted + origin;
    const threshold = method === NIBLACK ? mean - k * deviation : mean * (1 + k * (deviation / r - 1));
    store<f32>(target + 4 * x, <f32>threshold);
    both = f64x2.sub(both, v128.load(columns + 16 * x));
  }
}

/** Where index `i` falls when the axis is mirrored at its first and last sample, which are not repeated. */
function mirrored(i: i32, length: i32): i32 {
  if (u32(i) < u32(length)) return i;
  const period = length > 1 ? 2 * length - 2 : 1;
  let wrapped = i % period;
  if (wrapped < 0) wrapped += period;
  return wrapped < length ? wrapped : period - wrapped;
}
