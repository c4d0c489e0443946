import { isNeeded } from "./near-blocks";
import { demoted, promotedHigh, promotedLow } from "./vector";

/**
 * ln(1 + height / unit) of float32 heights above 0, elsewhere 0, as float32: four at a time what
 * `src/arithmetic/natural-logarithm.ts` gives for each. What comes outside of the `blocks` that are needed may be anything; 0 for all.
 */
export function logarithms(heights: usize, target: usize, height: i32, width: i32, unit: f64, blocks: usize): void {
  for (let y = 0; y < height; y++) {
    const row = 4 * <usize>y * <usize>width;
    for (let x = 0; x < width; x += 16) {
      if (!isNeeded(blocks, y, width, x, 0)) continue;
      const end = row + 4 * <usize>min(width, x + 16);
      for (let i = row + 4 * <usize>x; i < end; i += 16) storeLogarithms(heights + i, target + i, unit);
    }
  }
}

function storeLogarithms(heights: usize, target: usize, unit: f64): void {
  const zero = f32x4.splat(0);
  const four = v128.load(heights);
  const isAbove = f32x4.gt(four, zero);
  if (!v128.any_true(isAbove)) {
    v128.store(target, zero);
    return;
  }
  const divisor = f64x2.splat(unit);
  const one = f64x2.splat(1);
  const low = naturalLogarithm(f64x2.add(one, f64x2.div(promotedLow(four), divisor)));
  const high = naturalLogarithm(f64x2.add(one, f64x2.div(promotedHigh(four), divisor)));
  v128.store(target, v128.and(demoted(low, high), isAbove));
}

function naturalLogarithm(x: v128): v128 {
  const one = f64x2.splat(1);
  const bits = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const isLarge = f64x2.gt(bits, f64x2.splat(Math.SQRT2));
  const mantissa = v128.bitselect(f64x2.mul(bits, f64x2.splat(0.5)), bits, isLarge);
  // True is −1.
  const powers = i64x2.sub(i64x2.sub(i64x2.shr_u(x, 52), i64x2.splat(1023)), isLarge);
  const exponent = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(powers, powers, 0, 2, 0, 2));
  const s = f64x2.div(f64x2.sub(mantissa, one), f64x2.add(mantissa, one));
  const q = f64x2.mul(s, s);
  let sum = timesPlus(timesPlus(f64x2.splat(1.0 / 23.0), q, 1.0 / 21.0), q, 1.0 / 19.0);
  sum = timesPlus(timesPlus(sum, q, 1.0 / 17.0), q, 1.0 / 15.0);
  sum = timesPlus(timesPlus(timesPlus(sum, q, 1.0 / 13.0), q, 1.0 / 11.0), q, 1.0 / 9.0);
  sum = timesPlus(timesPlus(timesPlus(timesPlus(sum, q, 1.0 / 7.0), q, 1.0 / 5.0), q, 1.0 / 3.0), q, 1);
  return f64x2.add(f64x2.mul(exponent, f64x2.splat(Math.LN2)), f64x2.mul(f64x2.mul(f64x2.splat(2), s), sum));
}

function timesPlus(sum: v128, factor: v128, term: f64): v128 {
  return f64x2.add(f64x2.mul(sum, factor), f64x2.splat(term));
}

/**
 * The Laplacian of a float32 plane, rounded to float32, times `factor`; `src/filter/laplacian-of-gaussian.ts` has the edges. `blocks` as in
 * {@link logarithms}.
 */
export function curve(source: usize, target: usize, height: i32, width: i32, factor: f64, blocks: usize): void {
  const rowBytes = <usize>width * 4;
  for (let y = 0; y < height; y++) {
    const row = source + <usize>y * rowBytes;
    const above = y > 0 ? row - rowBytes : row;
    const below = y < height - 1 ? row + rowBytes : row;
    const to = target + <usize>y * rowBytes;
    // What is stored beyond the row the next one overwrites; at its ends other rows are read for the sides.
    for (let x = 0; x < width; x += 16) {
      if (!isNeeded(blocks, y, width, x, 0)) continue;
      const end = 4 * <usize>min(width, x + 16);
      for (let i = 4 * <usize>x; i < end; i += 16) {
        const left = v128.load(row + i - 4);
        const right = v128.load(row + i + 4);
        v128.store(to + i, scaled(fourOf(left, right, above + i, below + i, v128.load(row + i)), factor));
      }
    }
    curveAt(row, above, below, to, 0, width, factor);
    curveAt(row, above, below, to, width - 1, width, factor);
  }
}

function fourOf(left: v128, right: v128, above: usize, below: usize, middle: v128): v128 {
  const top = v128.load(above);
  const bottom = v128.load(below);
  return demoted(
    curvatureOf(promotedLow(left), promotedLow(right), promotedLow(top), promotedLow(bottom), promotedLow(middle)),
    curvatureOf(promotedHigh(left), promotedHigh(right), promotedHigh(top), promotedHigh(bottom), promotedHigh(middle)),
  );
}

function curvatureOf(left: v128, right: v128, above: v128, below: v128, middle: v128): v128 {
  const around = f64x2.add(f64x2.add(f64x2.add(left, right), above), below);
  return f64x2.sub(around, f64x2.mul(f64x2.splat(4), middle));
}

function scaled(four: v128, factor: f64): v128 {
  const by = f64x2.splat(factor);
  return demoted(f64x2.mul(promotedLow(four), by), f64x2.mul(promotedHigh(four), by));
}

function curveAt(row: usize, above: usize, below: usize, to: usize, x: i32, width: i32, factor: f64): void {
  const i = <usize>x * 4;
  const left = x > 0 ? i - 4 : i;
  const right = x < width - 1 ? i + 4 : i;
  const sides = <f64>load<f32>(row + left) + <f64>load<f32>(row + right);
  const around = sides + <f64>load<f32>(above + i) + <f64>load<f32>(below + i);
  store<f32>(to + i, <f32>(<f64>(<f32>(around - 4 * <f64>load<f32>(row + i))) * factor));
}
