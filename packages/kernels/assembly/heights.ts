import { demoted, promotedHigh, promotedLow } from "./vector";

/** Samples of any type as float32. */
export function convertToFloats<T>(source: usize, target: usize, samples: i32): void {
  if (sizeof<T>() === 4 && isFloat<T>()) {
    memory.copy(target, source, 4 * <usize>samples);
    return;
  }
  let i: usize = 0;
  if (sizeof<T>() === 2) {
    for (; i < <usize>samples; i += 4) {
      v128.store(target + 4 * i, f32x4.convert_i32x4_u(v128.load_ext<u16>(source + 2 * i)));
    }
  } else if (sizeof<T>() === 1) {
    for (; i < <usize>samples; i += 8) {
      const eight = v128.load_ext<u8>(source + i);
      v128.store(target + 4 * i, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(eight)));
      v128.store(target + 4 * i, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(eight)), 16);
    }
  }
  for (; i < <usize>samples; i++) store<f32>(target + 4 * i, <f32>load<T>(source + i * sizeof<T>()));
}

/** Each float32 sample less `level`, computed in double precision; `foreground` (uint8) is 1 where that is greater than `limit`, else 0. */
export function lowerBy(source: usize, target: usize, samples: i32, level: f64, limit: f64, foreground: usize): void {
  const ground = f64x2.splat(level);
  const bound = f64x2.splat(limit);
  for (let i: usize = 0; i < <usize>samples; i += 8) {
    const low = lowered(v128.load(source + 4 * i), ground);
    const high = lowered(v128.load(source + 4 * i, 16), ground);
    v128.store(target + 4 * i, low);
    v128.store(target + 4 * i, high, 16);
    const eight = i16x8.narrow_i32x4_s(above(low, bound), above(high, bound));
    v128.store64_lane(foreground + i, v128.and(i8x16.narrow_i16x8_s(eight, eight), i8x16.splat(1)), 0);
  }
}

function lowered(four: v128, ground: v128): v128 {
  return demoted(f64x2.sub(promotedLow(four), ground), f64x2.sub(promotedHigh(four), ground));
}

/** 1 (uint8) where a float32 sample is greater than `limit`, and that of the mask `within` (uint8) is 1; else 0. */
export function maskAbove(source: usize, within: usize, target: usize, samples: i32, limit: f64): void {
  const bound = f64x2.splat(limit);
  for (let i: usize = 0; i < <usize>samples; i += 8) {
    if (load<u64>(within + i) === 0) {
      store<u64>(target + i, 0);
      continue;
    }
    const low = above(v128.load(source + 4 * i), bound);
    const high = above(v128.load(source + 4 * i, 16), bound);
    const eight = i16x8.narrow_i32x4_s(low, high);
    v128.store64_lane(target + i, v128.and(i8x16.narrow_i16x8_s(eight, eight), v128.load64_zero(within + i)), 0);
  }
}

function above(four: v128, bound: v128): v128 {
  const low = f64x2.gt(promotedLow(four), bound);
  return v128.shuffle<i32>(low, f64x2.gt(promotedHigh(four), bound), 0, 2, 4, 6);
}

/** How many samples of a mask (uint8) are not 0. */
export function countOpen(mask: usize, samples: i32): u32 {
  const vectors = <usize>samples & ~15;
  let closed: u32 = 0;
  for (let i: usize = 0; i < vectors; i += 16) {
    closed += <u32>popcnt(i8x16.bitmask(i8x16.eq(v128.load(mask + i), i8x16.splat(0))));
  }
  for (let i = vectors; i < <usize>samples; i++) closed += load<u8>(mask + i) === 0 ? 1 : 0;
  return <u32>samples - closed;
}
