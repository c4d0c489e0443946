import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";
import { demoted, promotedHigh, promotedLow } from "./vector";

// As `src/pixelwise/map-pixels.ts` counts them. A step is its number and its operand, two float64.
const ADD: i32 = 0;
const MULTIPLY: i32 = 1;
const DIVIDE: i32 = 2;
const LESS_FROM: i32 = 3;
const AT_LEAST: i32 = 4;
const AT_MOST: i32 = 5;
const ABOVE: i32 = 6;

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
  if (step === ADD) for (let at = tile; at < end; at += 16) v128.store(at, f64x2.add(v128.load(at), by));
  else if (step === MULTIPLY) for (let at = tile; at < end; at += 16) v128.store(at, f64x2.mul(v128.load(at), by));
  else if (step === DIVIDE) for (let at = tile; at < end; at += 16) v128.store(at, f64x2.div(v128.load(at), by));
  else if (step === LESS_FROM) for (let at = tile; at < end; at += 16) v128.store(at, f64x2.sub(by, v128.load(at)));
  else if (step === AT_LEAST) for (let at = tile; at < end; at += 16) v128.store(at, f64x2.max(v128.load(at), by));
  else if (step === AT_MOST) for (let at = tile; at < end; at += 16) v128.store(at, f64x2.min(v128.load(at), by));
  else if (step === ABOVE) markAbove(by, tile, end);
  else roundToFloats(tile, end);
}

function markAbove(by: v128, tile: usize, end: usize): void {
  const one = f64x2.splat(1);
  for (let at = tile; at < end; at += 16) v128.store(at, v128.and(f64x2.gt(v128.load(at), by), one));
}

function roundToFloats(tile: usize, end: usize): void {
  for (let at = tile; at < end; at += 16) {
    v128.store(at, f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(v128.load(at))));
  }
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
