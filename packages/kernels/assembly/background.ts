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
 * returns the sum of its samples, in raster order. `places` has room for a float64 for each column.
 */
export function paintSurface(surface: usize, target: usize, height: i32, width: i32, places: usize): f64 {
  for (let x = 0; x < width; x++) store<f64>(places + 8 * <usize>x, across(x, width));
  let sum: f64 = 0;
  for (let y = 0; y < height; y++) {
    const place = across(y, height);
    const constant = load<f64>(surface) + (load<f64>(surface, 16) + load<f64>(surface, 40) * place) * place;
    const slope = load<f64>(surface, 8) + load<f64>(surface, 32) * place;
    const row = target + 4 * <usize>(y * width);
    for (let x: usize = 0; x < <usize>width; x++) {
      const across = load<f64>(places + 8 * x);
      const value = <f32>(constant + (slope + load<f64>(surface, 24) * across) * across);
      store<f32>(row + 4 * x, value);
      sum += <f64>value;
    }
  }
  return sum;
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
