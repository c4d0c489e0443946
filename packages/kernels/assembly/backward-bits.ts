// Bits that are read from the end of bytes to their beginning (RFC 8878, section 4.1): above the last of them is a one.

/** How many bits the bytes from `start` to `end` hold; −1 where the one is missing. */
export function bitsBetween(start: usize, end: usize): i32 {
  const last = end > start ? <u32>load<u8>(end - 1) : 0;
  return last === 0 ? -1 : <i32>(8 * (end - 1 - start)) + 31 - clz(last);
}

/** The next of `left` bits, at least 56, highest first. Where fewer are left, others follow; up to seven bytes before `start` are read, and as many more as `left` is below 0. */
export function nextBits(start: usize, left: i32): u64 {
  return load<u64>(start + <usize>(left >> 3) - 7) << (8 - (left & 7));
}

/** The highest `count` bits, 63 at most. */
export function highest(bits: u64, count: u64): u64 {
  return (bits >> 1) >> (63 - count);
}
