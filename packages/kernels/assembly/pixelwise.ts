import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";
import { demoted, highPair, lowPair, promotedHigh, promotedLow } from "./vector";

// As `src/pixelwise/map-pixels.ts` counts them. A step is its number and its operand, two float64.
const ADD: i32 = 0;
const MULTIPLY: i32 = 1;
const DIVIDE: i32 = 2;
const LESS_FROM: i32 = 3;
const AT_LEAST: i32 = 4;
const AT_MOST: i32 = 5;
const ABOVE: i32 = 6;

// Types that stand for steps where a loop is compiled for each.
type Add = i8;
type Multiply = u8;
type Divide = i16;
type LessFrom = u16;
type AtLeast = i32;
type AtMost = u32;
type Above = f32;
type Round = f64;
/** `AtLeast` and `AtMost` of limits that are neither 0 nor NaN: single instructions give the same there. */
type Raise = i64;
type Lower = u64;
/** No second step. */
type Nothing = v128;

/** So many samples go through all steps before the next do: they stay in the first cache, as float64. */
const TILE: i32 = 512;

/** Takes each sample through the steps in double precision, and stores it as another type. `tile` has room for 4 KiB and a vector. */
export function mapPixels<T>(
  source: usize,
  targetType: i32,
  target: usize,
  samples: i32,
  steps: usize,
  count: i32,
  tile: usize,
): void {
  for (let first = 0; first < samples; first += TILE) {
    const length = min(TILE, samples - first);
    loadTile<T>(source + <usize>first * sizeof<T>(), tile, length);
    const end = tile + 8 * <usize>length;
    for (let step = 0; step < count; ) step += applySteps(steps + 16 * <usize>step, count - step, tile, end);
    storeTile(targetType, tile, target, first, length);
  }
}

function loadTile<T>(source: usize, tile: usize, length: i32): void {
  if (sizeof<T>() === 4 && isFloat<T>()) loadFloats(source, tile, length);
  else for (let i: usize = 0; i < <usize>length; i++) store<f64>(tile + 8 * i, <f64>load<T>(source + i * sizeof<T>()));
}

function loadFloats(source: usize, tile: usize, length: i32): void {
  for (let i: usize = 0; i < <usize>length; i += 4) {
    const four = v128.load(source + 4 * i);
    v128.store(tile + 8 * i, promotedLow(four));
    v128.store(tile + 8 * i, promotedHigh(four), 16);
  }
}

/** Applies a step, or two that often follow each other in one pass, and returns how many. */
function applySteps(at: usize, left: i32, tile: usize, end: usize): i32 {
  const step = <i32>load<f64>(at);
  const operand = load<f64>(at, 8);
  const next = left > 1 ? <i32>load<f64>(at, 16) : -1;
  const by = f64x2.splat(operand);
  if (step === ADD && next === MULTIPLY) return along<Add, Multiply>(by, v128.load64_splat(at, 24), tile, end);
  if (step === AT_LEAST && next === AT_MOST && isPlain(operand) && isPlain(load<f64>(at, 24))) {
    return along<Raise, Lower>(by, v128.load64_splat(at, 24), tile, end);
  }
  if (step === ADD) return along<Add, Nothing>(by, by, tile, end);
  if (step === MULTIPLY) return along<Multiply, Nothing>(by, by, tile, end);
  if (step === DIVIDE) return along<Divide, Nothing>(by, by, tile, end);
  if (step === LESS_FROM) return along<LessFrom, Nothing>(by, by, tile, end);
  if (step === AT_LEAST) {
    return isPlain(operand) ? along<Raise, Nothing>(by, by, tile, end) : along<AtLeast, Nothing>(by, by, tile, end);
  }
  if (step === AT_MOST) {
    return isPlain(operand) ? along<Lower, Nothing>(by, by, tile, end) : along<AtMost, Nothing>(by, by, tile, end);
  }
  return step === ABOVE ? along<Above, Nothing>(by, by, tile, end) : along<Round, Nothing>(by, by, tile, end);
}

function isPlain(limit: f64): bool {
  return limit !== 0 && !Number.isNaN(limit);
}

/** Up to three vectors beyond the end are worked on as well. */
function along<Step, Next>(by: v128, then: v128, tile: usize, end: usize): i32 {
  for (let at = tile; at < end; at += 64) {
    v128.store(at, applied<Next>(applied<Step>(v128.load(at), by), then));
    v128.store(at, applied<Next>(applied<Step>(v128.load(at, 16), by), then), 16);
    v128.store(at, applied<Next>(applied<Step>(v128.load(at, 32), by), then), 32);
    v128.store(at, applied<Next>(applied<Step>(v128.load(at, 48), by), then), 48);
  }
  return sizeof<Next>() === 16 ? 1 : 2;
}

function applied<Step>(two: v128, by: v128): v128 {
  if (sizeof<Step>() === 16) return two;
  if (sizeof<Step>() === 1) return isSigned<Step>() ? f64x2.add(two, by) : f64x2.mul(two, by);
  if (sizeof<Step>() === 2) return isSigned<Step>() ? f64x2.div(two, by) : f64x2.sub(by, two);
  if (sizeof<Step>() === 4) {
    if (isFloat<Step>()) return v128.and(f64x2.gt(two, by), f64x2.splat(1));
    return isSigned<Step>() ? f64x2.max(two, by) : f64x2.min(two, by);
  }
  if (isFloat<Step>()) return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(two));
  return isSigned<Step>() ? f64x2.pmax(two, by) : f64x2.pmin(two, by);
}

function storeTile(type: i32, tile: usize, target: usize, first: i32, length: i32): void {
  if (type === UINT8) storeTileAs<u8>(tile, target + <usize>first, length);
  else if (type === UINT16) storeTileAs<u16>(tile, target + 2 * <usize>first, length);
  else if (type === UINT32) storeTileAs<u32>(tile, target + 4 * <usize>first, length);
  else if (type === INT32) storeTileAs<i32>(tile, target + 4 * <usize>first, length);
  else if (type === FLOAT32) storeFloats(tile, target + 4 * <usize>first, length);
  else if (type === FLOAT64) memory.copy(target + 8 * <usize>first, tile, 8 * length);
}

/** Whole numbers within the type. */
function storeTileAs<T>(tile: usize, target: usize, length: i32): void {
  for (let i: usize = 0; i < <usize>length; i++) {
    const value = load<f64>(tile + 8 * i);
    if (isSigned<T>()) store<T>(target + i * sizeof<T>(), <T>(<i32>value));
    else store<T>(target + i * sizeof<T>(), <T>(<u32>value));
  }
}

function storeFloats(tile: usize, target: usize, length: i32): void {
  for (let i: usize = 0; i < <usize>length; i += 4) {
    v128.store(target + 4 * i, demoted(v128.load(tile + 8 * i), v128.load(tile + 8 * i, 16)));
  }
}

/** Each sample plus `amount` times what it exceeds the float32 at `blurred` by, in double precision, into `blurred`. */
export function sharpen<T>(source: usize, blurred: usize, samples: i32, amount: f64): void {
  const by = f64x2.splat(amount);
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    const from = source + i * sizeof<T>();
    const smooth = v128.load(blurred + 4 * i);
    const low = sharper(lowPair<T>(from), promotedLow(smooth), by);
    const high = sharper(highPair<T>(from), promotedHigh(smooth), by);
    v128.store(blurred + 4 * i, demoted(low, high));
  }
}

function sharper(two: v128, smooth: v128, by: v128): v128 {
  return f64x2.add(two, f64x2.mul(f64x2.sub(two, smooth), by));
}
