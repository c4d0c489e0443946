const MODULUS: u32 = 65521;
/** The most vectors whose sums fit into 32 bits. */
const SUMMED: usize = 16 * 256;

/** The checksum of RFC 1950: the sum of bytes and one, and the sum of all these sums. */
export function adler32(source: usize, length: usize): u32 {
  let low: u32 = 1;
  let high: u32 = 0;
  const lows = i16x8(16, 15, 14, 13, 12, 11, 10, 9);
  const highs = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  const end = source + length;
  let at = source;
  while (at + 16 <= end) {
    // Bytes may lie at the end of all addresses: none beyond theirs is computed.
    const part = at + min(end - at, SUMMED);
    let sums = i32x4.splat(0);
    let before = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    const start = at;
    for (; at + 16 <= part; at += 16) {
      const sixteen = v128.load(at);
      const first = i16x8.extend_low_i8x16_u(sixteen);
      const second = i16x8.extend_high_i8x16_u(sixteen);
      before = i32x4.add(before, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.add(first, second)));
      weighted = i32x4.add(weighted, i32x4.add(i32x4.dot_i16x8_s(first, lows), i32x4.dot_i16x8_s(second, highs)));
    }
    high = (high + low * <u32>(at - start) + 16 * lanesOf(before) + lanesOf(weighted)) % MODULUS;
    low = (low + lanesOf(sums)) % MODULUS;
  }
  for (; at < end; at++) {
    low = (low + <u32>load<u8>(at)) % MODULUS;
    high = (high + low) % MODULUS;
  }
  return (high << 16) | low;
}

function lanesOf(four: v128): u32 {
  return (
    i32x4.extract_lane(four, 0) +
    i32x4.extract_lane(four, 1) +
    i32x4.extract_lane(four, 2) +
    i32x4.extract_lane(four, 3)
  );
}
