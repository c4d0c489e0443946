import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";
import { demoted, greatest, promotedHigh, promotedLow } from "./vector";

/** Raises each sample at `target` to that at `source` where that is greater. */
export function raise(type: i32, target: usize, source: usize, samples: i32): void {
  if (type === UINT8) raiseTo<u8>(target, source, samples);
  else if (type === UINT16) raiseTo<u16>(target, source, samples);
  else if (type === UINT32) raiseTo<u32>(target, source, samples);
  else if (type === INT32) raiseTo<i32>(target, source, samples);
  else if (type === FLOAT32) raiseTo<f32>(target, source, samples);
  else if (type === FLOAT64) raiseTo<f64>(target, source, samples);
}

function raiseTo<T>(target: usize, source: usize, samples: i32): void {
  const bytes = <usize>samples * sizeof<T>();
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(target + i, greatest<T>(v128.load(target + i), v128.load(source + i)));
  }
}

/** Adds the samples at `source` to the float64 sums at `sums`. */
export function addToSums(type: i32, sums: usize, source: usize, samples: i32): void {
  if (type === UINT8) addTo<u8>(sums, source, samples);
  else if (type === UINT16) addUint16(sums, source, samples);
  else if (type === UINT32) addTo<u32>(sums, source, samples);
  else if (type === INT32) addTo<i32>(sums, source, samples);
  else if (type === FLOAT32) addFloat32(sums, source, samples);
  else if (type === FLOAT64) addTo<f64>(sums, source, samples);
}

function addTo<T>(sums: usize, source: usize, samples: i32): void {
  for (let i: usize = 0; i < <usize>samples; i++) {
    store<f64>(sums + 8 * i, load<f64>(sums + 8 * i) + <f64>load<T>(source + i * sizeof<T>()));
  }
}

function addUint16(sums: usize, source: usize, samples: i32): void {
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    const four = v128.load_ext<u16>(source + 2 * i);
    const place = sums + 8 * i;
    v128.store(place, f64x2.add(v128.load(place), f64x2.convert_low_i32x4_u(four)));
    const others = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(four, four, 2, 3, 2, 3));
    v128.store(place, f64x2.add(v128.load(place, 16), others), 16);
  }
}

function addFloat32(sums: usize, source: usize, samples: i32): void {
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    const four = v128.load(source + 4 * i);
    const place = sums + 8 * i;
    v128.store(place, f64x2.add(v128.load(place), promotedLow(four)));
    v128.store(place, f64x2.add(v128.load(place, 16), promotedHigh(four)), 16);
  }
}

/** Adds samples of uint8 or uint16 to the uint32 sums at `sums`. */
export function addToWholeSums(type: i32, sums: usize, source: usize, samples: i32): void {
  if (type === UINT8) addWhole<u8>(sums, source, samples);
  else if (type === UINT16) addWhole<u16>(sums, source, samples);
}

function addWhole<T>(sums: usize, source: usize, samples: i32): void {
  for (let i: usize = 0; i < <usize>samples; i += 8) {
    const eight = sizeof<T>() === 1 ? v128.load_ext<u8>(source + i) : v128.load(source + 2 * i);
    const place = sums + 4 * i;
    v128.store(place, i32x4.add(v128.load(place), i32x4.extend_low_i16x8_u(eight)));
    v128.store(place, i32x4.add(v128.load(place, 16), i32x4.extend_high_i16x8_u(eight)), 16);
  }
}

/**
 * The uint32 sums, all below 2^24, divided by `count`, also below 2^24, as float32: what division in double precision rounds to, as
 * that has more than twice the digits.
 */
export function meanOfWholeSums(sums: usize, target: usize, samples: i32, count: f32): void {
  const divisor = f32x4.splat(count);
  for (let i: usize = 0; i < 4 * <usize>samples; i += 16) {
    v128.store(target + i, f32x4.div(f32x4.convert_i32x4_u(v128.load(sums + i)), divisor));
  }
}

/** The sums divided by `count`, as float32. */
export function meanOfSums(sums: usize, target: usize, samples: i32, count: f64): void {
  const divisor = f64x2.splat(count);
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    const low = f64x2.div(v128.load(sums + 8 * i), divisor);
    v128.store(target + 4 * i, demoted(low, f64x2.div(v128.load(sums + 8 * i, 16), divisor)));
  }
}
