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

/** So many samples go through all steps before the next do: they stay in the first cache, as float64. */
const TILE: i32 = 512;

/** Takes each sample through the steps in double precision, and stores it as another type. `tile` has room for 4 KiB and a vector. */
export function mapPixels(
  type: i32,
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
    loadTile(type, source, first, tile, length);
    for (let step = 0; step < count; step++) {
      const at = steps + 16 * <usize>step;
      applyStep(<i32>load<f64>(at), load<f64>(at, 8), tile, length);
    }
    storeTile(targetType, tile, target, first, length);
  }
}

function loadTile(type: i32, source: usize, first: i32, tile: usize, length: i32): void {
  if (type === UINT8) loadTileOf<u8>(source + <usize>first, tile, length);
  else if (type === UINT16) loadTileOf<u16>(source + 2 * <usize>first, tile, length);
  else if (type === UINT32) loadTileOf<u32>(source + 4 * <usize>first, tile, length);
  else if (type === INT32) loadTileOf<i32>(source + 4 * <usize>first, tile, length);
  else if (type === FLOAT32) loadFloats(source + 4 * <usize>first, tile, length);
  else if (type === FLOAT64) memory.copy(tile, source + 8 * <usize>first, 8 * length);
}

function loadTileOf<T>(source: usize, tile: usize, length: i32): void {
  for (let i: usize = 0; i < <usize>length; i++) store<f64>(tile + 8 * i, <f64>load<T>(source + i * sizeof<T>()));
}

function loadFloats(source: usize, tile: usize, length: i32): void {
  for (let i: usize = 0; i < <usize>length; i += 4) {
    const four = v128.load(source + 4 * i);
    v128.store(tile + 8 * i, promotedLow(four));
    v128.store(tile + 8 * i, promotedHigh(four), 16);
  }
}

function applyStep(step: i32, operand: f64, tile: usize, length: i32): void {
  const by = f64x2.splat(operand);
  const end = tile + 8 * <usize>length;
  if (step === ADD) along<Add>(by, tile, end);
  else if (step === MULTIPLY) along<Multiply>(by, tile, end);
  else if (step === DIVIDE) along<Divide>(by, tile, end);
  else if (step === LESS_FROM) along<LessFrom>(by, tile, end);
  else if (step === AT_LEAST) {
    if (operand === 0 || Number.isNaN(operand)) along<AtLeast>(by, tile, end);
    else along<Raise>(by, tile, end);
  } else if (step === AT_MOST) {
    if (operand === 0 || Number.isNaN(operand)) along<AtMost>(by, tile, end);
    else along<Lower>(by, tile, end);
  } else if (step === ABOVE) along<Above>(by, tile, end);
  else along<Round>(by, tile, end);
}

/** Up to three vectors beyond the end are worked on as well. */
function along<Step>(by: v128, tile: usize, end: usize): void {
  for (let at = tile; at < end; at += 64) {
    v128.store(at, applied<Step>(v128.load(at), by));
    v128.store(at, applied<Step>(v128.load(at, 16), by), 16);
    v128.store(at, applied<Step>(v128.load(at, 32), by), 32);
    v128.store(at, applied<Step>(v128.load(at, 48), by), 48);
  }
}

function applied<Step>(two: v128, by: v128): v128 {
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
export function sharpen(type: i32, source: usize, blurred: usize, samples: i32, amount: f64): void {
  if (type === UINT8) sharpenAs<u8>(source, blurred, samples, amount);
  else if (type === UINT16) sharpenAs<u16>(source, blurred, samples, amount);
  else if (type === UINT32) sharpenAs<u32>(source, blurred, samples, amount);
  else if (type === INT32) sharpenAs<i32>(source, blurred, samples, amount);
  else if (type === FLOAT32) sharpenAs<f32>(source, blurred, samples, amount);
  else if (type === FLOAT64) sharpenAs<f64>(source, blurred, samples, amount);
}

function sharpenAs<T>(source: usize, blurred: usize, samples: i32, amount: f64): void {
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
