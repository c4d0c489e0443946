import { demoted, promotedHigh, promotedLow } from "./vector";

/** Each float32 sample less `level`, computed in double precision. */
export function lowerBy(source: usize, target: usize, samples: i32, level: f64): void {
  const ground = f64x2.splat(level);
  for (let i: usize = 0; i < 4 * <usize>samples; i += 16) {
    const four = v128.load(source + i);
    v128.store(target + i, demoted(f64x2.sub(promotedLow(four), ground), f64x2.sub(promotedHigh(four), ground)));
  }
}

/** 1 (uint8) where a float32 sample is greater than `limit`, and that of the mask `within` (uint8) is 1 unless that is none, 0; else 0. */
export function maskAbove(source: usize, within: usize, target: usize, samples: i32, limit: f64): void {
  const bound = f64x2.splat(limit);
  const one = i8x16.splat(1);
  for (let i: usize = 0; i < <usize>samples; i += 8) {
    if (within !== 0 && load<u64>(within + i) === 0) {
      store<u64>(target + i, 0);
      continue;
    }
    const low = above(v128.load(source + 4 * i), bound);
    const high = above(v128.load(source + 4 * i, 16), bound);
    const eight = i16x8.narrow_i32x4_s(low, high);
    const open = within === 0 ? one : v128.load64_zero(within + i);
    v128.store64_lane(target + i, v128.and(i8x16.narrow_i16x8_s(eight, eight), open), 0);
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
