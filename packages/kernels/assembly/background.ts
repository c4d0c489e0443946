import { select } from "./select";
import { demoted, promotedHigh, promotedLow } from "./vector";

const BLOCK: i32 = 16;

/**
 * Writes the index of the darkest sample of each block of 16 × 16 of a float32 plane, the first of equally dark ones, into
 * `places` (uint32); the first sample of a block where that is NaN.
 */
export function darkestOfBlocks(source: usize, height: i32, width: i32, places: usize): void {
  for (let top = 0; top < height; top += BLOCK) {
    const bottom = min(height, top + BLOCK);
    for (let left = 0; left < width; left += BLOCK, places += 4) {
      const right = min(width, left + BLOCK);
      const isWhole = right - left === BLOCK;
      const darkest = isWhole
        ? leastOfWhole(source, width, top, bottom, left)
        : leastOf(source, width, top, bottom, left, right);
      store<u32>(places, placeOf(source, width, top, bottom, left, right, darkest));
    }
  }
}

function leastOf(source: usize, width: i32, top: i32, bottom: i32, left: i32, right: i32): f32 {
  let darkest = load<f32>(source + 4 * <usize>(top * width + left));
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = load<f32>(source + 4 * <usize>(y * width + x));
      if (value < darkest) darkest = value;
    }
  }
  return darkest;
}

function leastOfWhole(source: usize, width: i32, top: i32, bottom: i32, left: i32): f32 {
  let row = source + 4 * <usize>(top * width + left);
  let darkest = v128.load32_splat(row);
  for (let y = top; y < bottom; y++, row += 4 * <usize>width) {
    const first = f32x4.pmin(f32x4.pmin(darkest, v128.load(row)), v128.load(row, 16));
    darkest = f32x4.pmin(f32x4.pmin(first, v128.load(row, 32)), v128.load(row, 48));
  }
  darkest = f32x4.pmin(darkest, v128.shuffle<i32>(darkest, darkest, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmin(darkest, v128.shuffle<i32>(darkest, darkest, 1, 0, 3, 2)), 0);
}

function placeOf(source: usize, width: i32, top: i32, bottom: i32, left: i32, right: i32, value: f32): u32 {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const place = <u32>(y * width + x);
      if (load<f32>(source + 4 * <usize>place) === value) return place;
    }
  }
  return <u32>(top * width + left);
}

/**
 * Adds up the normal equations of a quadratic surface over the blocks that `kept` (uint8) names. `blocks` holds as float64 the places x
 * and y of `count` blocks and their values, one list after the other; `sums` the upper half of 6 × 6 factors, then 6 of the
 * right side, then how many blocks there were, all 0 before.
 */
export function addNormalEquations(blocks: usize, count: i32, kept: usize, sums: usize): void {
  const length = <usize>count * 8;
  const right = sums + 36 * 8;
  const terms = right + 7 * 8;
  store<f64>(terms, 1);
  for (let i = 0; i < count; i++) {
    if (load<u8>(kept + <usize>i) === 0) continue;
    const x = load<f64>(blocks + 8 * <usize>i);
    const y = load<f64>(blocks + length + 8 * <usize>i);
    store<f64>(terms, x, 8);
    store<f64>(terms, y, 16);
    store<f64>(terms, x * x, 24);
    store<f64>(terms, x * y, 32);
    store<f64>(terms, y * y, 40);
    addTerms(terms, load<f64>(blocks + 2 * length + 8 * <usize>i), sums, right);
    store<f64>(right, load<f64>(right, 48) + 1, 48);
  }
}

/**
 * Keeps the blocks (`kept`, uint8) that stand out of the quadratic surface of six factors (float64) by less than three times what dark blocks
 * typically fall below it; false where these are those that were kept before. `heights` has room for 2 float64 for each block.
 */
export function leaveOutBright(blocks: usize, count: i32, surface: usize, kept: usize, heights: usize): bool {
  const length = <usize>count * 8;
  const depths = heights + length;
  let dark = 0;
  for (let i: usize = 0; i < length; i += 8) {
    const x = load<f64>(blocks + i);
    const y = load<f64>(blocks + length + i);
    const level =
      load<f64>(surface) +
      (load<f64>(surface, 16) + load<f64>(surface, 40) * y) * y +
      (load<f64>(surface, 8) + load<f64>(surface, 32) * y + load<f64>(surface, 24) * x) * x;
    const height = load<f64>(blocks + 2 * length + i) - level;
    store<f64>(heights + i, height);
    store<f64>(depths + 8 * <usize>dark, height);
    dark += i32(height < 0);
  }
  const limit = dark > 0 ? 3 * (-1.4826 * select(depths, dark, dark >> 1)) : 0;
  let changes = false;
  for (let i: usize = 0; i < <usize>count; i++) {
    const isKept = u8(load<f64>(heights + 8 * i) <= limit);
    if (load<u8>(kept + i) !== isKept) changes = true;
    store<u8>(kept + i, isKept);
  }
  return changes;
}

function addTerms(terms: usize, value: f64, sums: usize, right: usize): void {
  for (let i: usize = 0; i < 48; i += 8) {
    const term = load<f64>(terms + i);
    store<f64>(right + i, load<f64>(right + i) + term * value);
    for (let j = i; j < 48; j += 8) {
      const sum = sums + 6 * i + j;
      store<f64>(sum, load<f64>(sum) + term * load<f64>(terms + j));
    }
  }
}

/** −1 to 1 from the first to the last of `length` pixels. */
function across(pixel: i32, length: i32): f64 {
  return length > 1 ? <f64>(2 * pixel) / <f64>(length - 1) - 1 : 0;
}

/**
 * Paints the quadratic surface of six factors (float64), as `src/background/fit-background.ts` has it, as float32 and
 * returns the sum of its samples, in raster order. `places` has room for a float64 for each column and 3 more.
 */
export function paintSurface(surface: usize, target: usize, height: i32, width: i32, places: usize): f64 {
  for (let x = 0; x < width; x++) store<f64>(places + 8 * <usize>x, across(x, width));
  low = high = f64x2.splat(0);
  least = f32x4.splat(Infinity);
  greatest = f32x4.splat(-Infinity);
  let sum: f64 = 0;
  for (let y = 0; y < height; y++) {
    const place = across(y, height);
    const constant = load<f64>(surface) + (load<f64>(surface, 16) + load<f64>(surface, 40) * place) * place;
    const slope = load<f64>(surface, 8) + load<f64>(surface, 32) * place;
    const row = target + 4 * <usize>y * <usize>width;
    paintRow(constant, slope, load<f64>(surface, 24), row, width, places);
    sum += sumOfRow(row, <usize>width);
  }
  const samples = <usize>height * <usize>width;
  if (!isExact(leastLane(least), -leastLane(f32x4.neg(greatest)), samples)) return sumInOrder(target, samples);
  const both = f64x2.add(low, high);
  return sum + f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

function paintRow(constant: f64, slope: f64, curvature: f64, row: usize, width: i32, places: usize): void {
  // What is stored beyond the row the next one overwrites.
  for (let x: usize = 0; x < <usize>width; x += 4) {
    const low = levelsAt(v128.load(places + 8 * x), constant, slope, curvature);
    const high = levelsAt(v128.load(places + 8 * x, 16), constant, slope, curvature);
    v128.store(row + 4 * x, demoted(low, high));
  }
}

function levelsAt(places: v128, constant: f64, slope: f64, curvature: f64): v128 {
  const slopes = f64x2.add(f64x2.splat(slope), f64x2.mul(f64x2.splat(curvature), places));
  return f64x2.add(f64x2.splat(constant), f64x2.mul(slopes, places));
}

// The sum of samples so far, lane by lane, and the least and the greatest of them.
let low: v128 = f64x2.splat(0);
let high: v128 = f64x2.splat(0);
let least: v128 = f32x4.splat(0);
let greatest: v128 = f32x4.splat(0);

/** Takes a row into account; returns the sum of those samples that no lane has taken. */
function sumOfRow(row: usize, width: usize): f64 {
  const vectors = width & ~3;
  let first = low;
  let second = high;
  let lowest = least;
  let highest = greatest;
  for (let i: usize = 0; i < 4 * vectors; i += 16) {
    const four = v128.load(row + i);
    lowest = f32x4.pmin(lowest, four);
    highest = f32x4.pmax(highest, four);
    first = f64x2.add(first, promotedLow(four));
    second = f64x2.add(second, promotedHigh(four));
  }
  let sum: f64 = 0;
  for (let i = 4 * vectors; i < 4 * width; i += 4) {
    const four = v128.load32_splat(row + i);
    lowest = f32x4.pmin(lowest, four);
    highest = f32x4.pmax(highest, four);
    sum += <f64>load<f32>(row + i);
  }
  low = first;
  high = second;
  least = lowest;
  greatest = highest;
  return sum;
}

function sumInOrder(samples: usize, count: usize): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < 4 * count; i += 4) sum += <f64>load<f32>(samples + i);
  return sum;
}

/**
 * Is every sum of up to `count` such samples exact, whatever their order? All are multiples of the last digit of the least of them, and of
 * these float64 counts 2^53 without a gap.
 */
function isExact(lowest: f32, highest: f32, count: usize): bool {
  const exponent = <i32>(reinterpret<u32>(lowest) >> 23);
  if (!(lowest > 0 && highest < Infinity) || exponent <= 23) return false;
  const digit = <f64>reinterpret<f32>((<u32>(exponent - 23)) << 23);
  return <f64>count * <f64>highest <= digit * 9007199254740992;
}

function leastLane(four: v128): f32 {
  const pairs = f32x4.pmin(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmin(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/** Each sample less that of the surface, plus `level`, as float32. */
export function evenOut(source: usize, surface: usize, target: usize, samples: i32, level: f64): void {
  const added = f64x2.splat(level);
  for (let i: usize = 0; i < 4 * <usize>samples; i += 16) {
    const four = v128.load(source + i);
    const under = v128.load(surface + i);
    const low = f64x2.sub(promotedLow(four), promotedLow(under));
    const high = f64x2.sub(promotedHigh(four), promotedHigh(under));
    v128.store(target + i, demoted(f64x2.add(low, added), f64x2.add(high, added)));
  }
}
