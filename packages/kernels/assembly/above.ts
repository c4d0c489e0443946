import { highPair, lowPair, promotedHigh, promotedLow } from "./vector";

/** 1 (uint8) where a sample is greater than `floor` and than the float32 threshold at its pixel, else 0. */
export function markAboveOwn<T>(source: usize, thresholds: usize, target: usize, samples: i32, floor: f64): void {
  const least = f64x2.splat(floor);
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    const from = source + i * sizeof<T>();
    const four = v128.load(thresholds + 4 * i);
    // The greater of both; NaN if one of them is.
    const low = f64x2.gt(lowPair<T>(from), f64x2.max(promotedLow(four), least));
    const high = f64x2.gt(highPair<T>(from), f64x2.max(promotedHigh(four), least));
    storeCounts(target + i, i32x4.sub(i32x4.splat(0), lanesOf(low, high)));
  }
}

/** How many of `count` thresholds (float64) each sample exceeds, uint8. */
export function countExceeded<T>(source: usize, target: usize, samples: i32, thresholds: usize, count: i32): void {
  if (sizeof<T>() < 8 && count === 1) {
    markAbove<T>(source, target, samples, load<f64>(thresholds));
    return;
  }
  const end = thresholds + 8 * <usize>count;
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    const from = source + i * sizeof<T>();
    const low = lowPair<T>(from);
    const high = highPair<T>(from);
    let exceeded = i32x4.splat(0);
    for (let at = thresholds; at < end; at += 8) {
      const threshold = v128.load64_splat(at);
      // True is −1.
      exceeded = i32x4.sub(exceeded, lanesOf(f64x2.gt(low, threshold), f64x2.gt(high, threshold)));
    }
    storeCounts(target + i, exceeded);
  }
}

function lanesOf(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 0, 2, 4, 6);
}

function storeCounts(target: usize, four: v128): void {
  const words = i16x8.narrow_i32x4_s(four, four);
  v128.store32_lane(target, i8x16.narrow_i16x8_u(words, words), 0);
}

/** 1 where a sample is greater than one threshold, compared in its own type. */
function markAbove<T>(source: usize, target: usize, samples: i32, threshold: f64): void {
  // A whole number is greater than a threshold if it is greater than the whole number below that.
  const whole = isFloat<T>() ? threshold : Math.floor(threshold);
  if (!isFloat<T>() && !(whole >= leastOf<T>() && whole < greatestOf<T>())) {
    memory.fill(target, whole < leastOf<T>() ? 1 : 0, samples);
    return;
  }
  const bound = <T>whole;
  // A float32 is greater than a threshold that was rounded up if it is greater than the number below that.
  const limit = v128.splat<T>(isFloat<T>() && <f64>bound > threshold ? <T>below(<f32>bound) : bound);
  let i: usize = 0;
  for (; i + 64 <= <usize>samples; i += 64) {
    const from = source + i * sizeof<T>();
    const step = 16 * sizeof<T>();
    const to = target + i;
    v128.store(to, marks<T>(from, limit));
    v128.store(to, marks<T>(from + step, limit), 16);
    v128.store(to, marks<T>(from + 2 * step, limit), 32);
    v128.store(to, marks<T>(from + 3 * step, limit), 48);
  }
  for (; i < <usize>samples; i += 16) v128.store(target + i, marks<T>(source + i * sizeof<T>(), limit));
}

/** Of 16 samples. */
function marks<T>(from: usize, limit: v128): v128 {
  if (sizeof<T>() === 1) return excess<T>(from, limit);
  if (sizeof<T>() === 2) return i8x16.narrow_i16x8_u(excess<T>(from, limit), excess<T>(from + 16, limit));
  const low = i16x8.narrow_i32x4_s(exceeds<T>(from, limit), exceeds<T>(from + 16, limit));
  const high = i16x8.narrow_i32x4_s(exceeds<T>(from + 32, limit), exceeds<T>(from + 48, limit));
  return v128.and(i8x16.narrow_i16x8_s(low, high), i8x16.splat(1));
}

/** 1 where a sample of 8 or 16 bits is greater, else 0. */
function excess<T>(from: usize, limit: v128): v128 {
  const vector = v128.load(from);
  if (sizeof<T>() === 1) return i8x16.min_u(i8x16.sub_sat_u(vector, limit), i8x16.splat(1));
  return i16x8.min_u(i16x8.sub_sat_u(vector, limit), i16x8.splat(1));
}

function exceeds<T>(from: usize, limit: v128): v128 {
  return v128.gt<T>(v128.load(from), limit);
}

/** The greatest float32 below a number, which is not −∞. */
function below(number: f32): f32 {
  const bits = reinterpret<u32>(number);
  if (number === 0) return reinterpret<f32>(<u32>0x80000001);
  return reinterpret<f32>(number > 0 ? bits - 1 : bits + 1);
}

function leastOf<T>(): f64 {
  return isSigned<T>() ? -2147483648 : 0;
}

function greatestOf<T>(): f64 {
  if (isSigned<T>()) return 2147483647;
  return sizeof<T>() === 1 ? 255 : sizeof<T>() === 2 ? 65535 : 4294967295;
}
