import { INT32, UINT8, UINT16, UINT32 } from "./types";
import { greatest, least } from "./vector";

/** How many uint32 a table of counts has for each type. */
const LEVELS_OF_BYTES: usize = 0x100;
const LEVELS_OF_WORDS: usize = 0x10000;

/**
 * Counts the values of uint8 or uint16 samples into several tables by turns: of equal values one after another each would wait for the one before.
 * `counts` has four tables of 256 uint32, or two of 65,536.
 */
export function countValues(type: i32, source: usize, samples: i32, counts: usize): void {
  const words = 4 * LEVELS_OF_WORDS;
  const bytes = 4 * LEVELS_OF_BYTES;
  if (type === UINT8) count<u8>(source, samples, counts, counts + bytes, counts + 2 * bytes, counts + 3 * bytes);
  else if (type === UINT16) count<u16>(source, samples, counts, counts + words, counts, counts + words);
}

function count<T>(source: usize, samples: i32, a: usize, b: usize, c: usize, d: usize): void {
  let from = source;
  const end = source + <usize>samples * sizeof<T>();
  for (; from + 4 * sizeof<T>() <= end; from += 4 * sizeof<T>()) {
    countAt(a, <i32>load<T>(from));
    countAt(b, <i32>load<T>(from, sizeof<T>()));
    countAt(c, <i32>load<T>(from, 2 * sizeof<T>()));
    countAt(d, <i32>load<T>(from, 3 * sizeof<T>()));
  }
  for (; from < end; from += sizeof<T>()) countAt(a, <i32>load<T>(from));
}

/** Adds the other tables of {@link countValues} to the first. */
export function joinCounts(type: i32, counts: usize): void {
  const bytes = 4 * (type === UINT8 ? LEVELS_OF_BYTES : LEVELS_OF_WORDS);
  const tables: usize = type === UINT8 ? 4 : 2;
  for (let table: usize = 1; table < tables; table++) {
    for (let i = counts; i < counts + bytes; i += 16) {
      v128.store(i, i32x4.add(v128.load(i), v128.load(i + table * bytes)));
    }
  }
}

/** How many samples are `least` or more. */
export function countFrom<T>(source: usize, samples: i32, least: f64): i32 {
  let count = 0;
  let i: usize = 0;
  if (sizeof<T>() === 2 && least > 0 && least <= 65535) {
    const bound = i16x8.splat(<i16>Math.ceil(least));
    const whole = <usize>samples & ~7;
    while (i < whole) {
      // Each lane counts as far as 16 bits hold.
      const stop = min(whole, i + 8 * 0x4000);
      let reached = i16x8.splat(0);
      for (; i < stop; i += 8) reached = i16x8.sub(reached, i16x8.ge_u(v128.load(source + 2 * i), bound));
      const four = i32x4.extadd_pairwise_i16x8_u(reached);
      count += i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1);
      count += i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
    }
  }
  for (; i < <usize>samples; i++) count += i32(<f64>load<T>(source + i * sizeof<T>()) >= least);
  return count;
}

/** The bits of 32-bit samples, changed so that they order as unsigned integers as the samples do, NaN last. */
function orderedKey(type: i32, bits: u32): u32 {
  if (type === UINT32) return bits;
  if (type === INT32) return bits ^ 0x80000000;
  if ((bits & 0x7fffffff) > 0x7f800000) return 0xffffffff;
  return bits >> 31 ? ~bits : bits ^ 0x80000000;
}

/** Counts the upper halves of the keys of 32-bit samples into `counts` (65,536 uint32, 0 before). */
export function countUpperHalves(type: i32, source: usize, samples: i32, counts: usize): void {
  for (let i: usize = 0; i < <usize>samples; i++) {
    const place = counts + 4 * <usize>(orderedKey(type, load<u32>(source + 4 * i)) >> 16);
    store<u32>(place, load<u32>(place) + 1);
  }
}

/**
 * Counts the lower halves of those keys for whose upper half `tables` (65,536 uint8) has a number n above 0, into the n-th
 * of the tables of 65,536 uint32 at `counts`, which begin with number 1.
 */
export function countLowerHalves(type: i32, source: usize, samples: i32, tables: usize, counts: usize): void {
  for (let i: usize = 0; i < <usize>samples; i++) {
    const key = orderedKey(type, load<u32>(source + 4 * i));
    const table = <u32>load<u8>(tables + <usize>(key >> 16));
    if (table === 0) continue;
    const place = counts + 4 * <usize>(((table - 1) << 16) | (key & 0xffff));
    store<u32>(place, load<u32>(place) + 1);
  }
}

/** Each sample less `from`, times `scale`, clipped to 0 … 1, as float32; computed in double precision. */
export function rescale<T>(source: usize, target: usize, samples: i32, from: f64, scale: f64): void {
  if (sizeof<T>() < 4) rescaleWhole<T>(source, target, samples, from, scale);
  else if (sizeof<T>() === 4 && isFloat<T>()) rescaleFloats(source, target, samples, from, scale);
  else rescaleEach<T>(source, target, samples, from, scale);
}

function clipped(two: v128, from: v128, scale: v128): v128 {
  // NaN stays NaN. The sum with 0 turns −0 into 0.
  const scaled = f64x2.add(f64x2.mul(f64x2.sub(two, from), scale), f64x2.splat(0));
  return f32x4.demote_f64x2_zero(f64x2.pmin(f64x2.pmax(scaled, f64x2.splat(0)), f64x2.splat(1)));
}

function rescaleWhole<T>(source: usize, target: usize, samples: i32, from: f64, scale: f64): void {
  const low = f64x2.splat(from);
  const factor = f64x2.splat(scale);
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    let four: v128;
    if (sizeof<T>() === 1) four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(source + i)));
    else four = v128.load_ext<u16>(source + 2 * i);
    const first = clipped(f64x2.convert_low_i32x4_u(four), low, factor);
    const second = clipped(f64x2.convert_low_i32x4_u(v128.shuffle<i32>(four, four, 2, 3, 2, 3)), low, factor);
    v128.store(target + 4 * i, v128.shuffle<i32>(first, second, 0, 1, 4, 5));
  }
}

function rescaleFloats(source: usize, target: usize, samples: i32, from: f64, scale: f64): void {
  const low = f64x2.splat(from);
  const factor = f64x2.splat(scale);
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    const four = v128.load(source + 4 * i);
    const first = clipped(f64x2.promote_low_f32x4(four), low, factor);
    const second = clipped(f64x2.promote_low_f32x4(v128.shuffle<i32>(four, four, 2, 3, 2, 3)), low, factor);
    v128.store(target + 4 * i, v128.shuffle<i32>(first, second, 0, 1, 4, 5));
  }
}

function rescaleEach<T>(source: usize, target: usize, samples: i32, from: f64, scale: f64): void {
  const low = f64x2.splat(from);
  const factor = f64x2.splat(scale);
  for (let i: usize = 0; i < <usize>samples; i++) {
    const one = clipped(f64x2.splat(<f64>load<T>(source + i * sizeof<T>())), low, factor);
    store<f32>(target + 4 * i, f32x4.extract_lane(one, 0));
  }
}

/** The least and the greatest of samples, float64, at `extremes`; ∞ and −∞ of none. NaN is passed over. */
export function findExtremes<T>(source: usize, samples: i32, extremes: usize): void {
  store<f64>(extremes, Infinity);
  store<f64>(extremes, -Infinity, 8);
  extremesOf<T>(source, samples, extremes);
}

function extremesOf<T>(source: usize, samples: i32, extremes: usize): void {
  const lanes = 16 / <i32>sizeof<T>();
  const whole = samples - (samples % lanes);
  if (whole > 0) {
    let lowest = v128.splat<T>(isFloat<T>() ? <T>Infinity : load<T>(source));
    let highest = v128.splat<T>(isFloat<T>() ? <T>-Infinity : load<T>(source));
    for (let i: usize = 0; i < <usize>whole * sizeof<T>(); i += 16) {
      const next = v128.load(source + i);
      lowest = least<T>(lowest, next);
      highest = greatest<T>(highest, next);
    }
    v128.store(extremes, lowest, 16);
    v128.store(extremes, highest, 32);
    for (let lane: usize = 0; lane < 16; lane += sizeof<T>()) {
      widen(extremes, <f64>load<T>(extremes + lane, 16), <f64>load<T>(extremes + lane, 32));
    }
  }
  for (let i = whole; i < samples; i++) {
    const value = <f64>load<T>(source + <usize>i * sizeof<T>());
    widen(extremes, value, value);
  }
}

/** A lane that met nothing but NaN has no value: its lowest is ∞, its highest −∞. */
function widen(extremes: usize, low: f64, high: f64): void {
  if (low < load<f64>(extremes)) store<f64>(extremes, low);
  if (high > load<f64>(extremes, 8)) store<f64>(extremes, high, 8);
}

/**
 * Counts samples into bins of equal width between `first` and `last`, as `src/intensity/histogram.ts` does: the edges as it computes them
 * decide where a sample lies within `doubt` bins of one. `counts` has four tables of uint32, 0 before, of which the first has the sums then.
 * NaN is not counted.
 */
export function countBins<T>(
  source: usize,
  samples: i32,
  first: f64,
  last: f64,
  scale: f64,
  doubt: f64,
  bins: i32,
  counts: usize,
): void {
  if (sizeof<T>() === 4 && isFloat<T>()) countFloats(source, samples, first, last, scale, doubt, bins, counts);
  else countInBins<T>(source, 0, samples, first, last, scale, doubt, bins, counts);
}

function countInBins<T>(
  source: usize,
  from: i32,
  samples: i32,
  first: f64,
  last: f64,
  scale: f64,
  doubt: f64,
  bins: i32,
  counts: usize,
): void {
  for (let i = from; i < samples; i++) {
    countOne(<f64>load<T>(source + <usize>i * sizeof<T>()), first, last, scale, doubt, bins, counts);
  }
}

/**
 * Places are found in single precision, which moves them by less than 4 · 2⁻²⁴ of themselves; those nearer to an edge are found again in
 * double precision.
 */
function countFloats(
  source: usize,
  samples: i32,
  first: f64,
  last: f64,
  scale: f64,
  doubt: f64,
  bins: i32,
  counts: usize,
): void {
  // Beyond, single precision has no such number.
  const whole = scale > 1e-30 && scale < 1e30 ? samples & ~3 : 0;
  const wide = doubt + <f64>bins * 4 * 0.000000059604644775390625;
  const low = f32x4.splat(<f32>first);
  const factor = f32x4.splat(<f32>scale);
  const near = f32x4.splat(<f32>wide);
  const far = f32x4.splat(<f32>(1 - wide));
  const highest = i32x4.splat(bins - 1);
  const table: usize = 4 * <usize>bins;
  for (let i = 0; i < whole; i += 4) {
    const from = source + 4 * <usize>i;
    const places = f32x4.mul(f32x4.sub(v128.load(from), low), factor);
    const found = i32x4.min_s(i32x4.trunc_sat_f32x4_s(places), highest);
    const within = f32x4.sub(places, f32x4.convert_i32x4_s(found));
    // Nothing lies below the first bin, or above the last one.
    const isAbove = v128.or(f32x4.ge(within, near), i32x4.eq(found, i32x4.splat(0)));
    const isBelow = v128.or(f32x4.le(within, far), i32x4.eq(found, highest));
    if (i32x4.all_true(v128.and(v128.and(isAbove, isBelow), f32x4.eq(places, places)))) {
      countAt(counts, i32x4.extract_lane(found, 0));
      countAt(counts + table, i32x4.extract_lane(found, 1));
      countAt(counts + 2 * table, i32x4.extract_lane(found, 2));
      countAt(counts + 3 * table, i32x4.extract_lane(found, 3));
    } else countInBins<f32>(from, 0, 4, first, last, scale, doubt, bins, counts);
  }
  countInBins<f32>(source, whole, samples, first, last, scale, doubt, bins, counts);
  for (let bin: usize = 0; bin < table; bin += 4) {
    const place = counts + bin;
    const others = load<u32>(place + table) + load<u32>(place + 2 * table) + load<u32>(place + 3 * table);
    store<u32>(place, load<u32>(place) + others);
  }
}

function countOne(value: f64, first: f64, last: f64, scale: f64, doubt: f64, bins: i32, counts: usize): void {
  const place = (value - first) * scale;
  if (Number.isNaN(place)) return;
  let bin = min(bins - 1, <i32>place);
  const within = place - <f64>bin;
  if (within < doubt || within > 1 - doubt) bin = binBetween(value, first, last, bin, bins);
  countAt(counts, bin);
}

function countAt(counts: usize, bin: i32): void {
  const counter = counts + 4 * <usize>bin;
  store<u32>(counter, load<u32>(counter) + 1);
}

function binBetween(value: f64, first: f64, last: f64, bin: i32, bins: i32): i32 {
  if (value < edgeOf(first, last, bin, bins)) return bin - 1;
  return bin < bins - 1 && value >= edgeOf(first, last, bin + 1, bins) ? bin + 1 : bin;
}

function edgeOf(first: f64, last: f64, bin: i32, bins: i32): f64 {
  return first + (<f64>bin * (last - first)) / <f64>bins;
}
