// The checksum of Zstandard's content (RFC 8878, section 3.1.1): XXH64 with seed 0.

const A: u64 = 0x9e3779b185ebca87;
const B: u64 = 0xc2b2ae3d27d4eb4f;
const C: u64 = 0x165667b19e3779f9;
const D: u64 = 0x85ebca77c2b2ae63;
const E: u64 = 0x27d4eb2f165667c5;

export function xxhash64(source: usize, length: usize): u64 {
  let left = length;
  let at = source;
  let hash = E;
  if (left >= 32) {
    let one = A + B;
    let two = B;
    let three: u64 = 0;
    let four = 0 - A;
    for (; left >= 32; left -= 32, at += 32) {
      one = turned(one, load<u64>(at));
      two = turned(two, load<u64>(at, 8));
      three = turned(three, load<u64>(at, 16));
      four = turned(four, load<u64>(at, 24));
    }
    hash = rotl<u64>(one, 1) + rotl<u64>(two, 7) + rotl<u64>(three, 12) + rotl<u64>(four, 18);
    hash = joined(joined(joined(joined(hash, one), two), three), four);
  }
  hash += <u64>length;
  for (; left >= 8; left -= 8, at += 8) hash = rotl<u64>(hash ^ turned(0, load<u64>(at)), 27) * A + D;
  if (left >= 4) {
    hash = rotl<u64>(hash ^ (<u64>load<u32>(at) * A), 23) * B + C;
    left -= 4;
    at += 4;
  }
  for (; left > 0; left--, at++) hash = rotl<u64>(hash ^ (<u64>load<u8>(at) * E), 11) * A;
  hash = (hash ^ (hash >> 33)) * B;
  hash = (hash ^ (hash >> 29)) * C;
  return hash ^ (hash >> 32);
}

function turned(sum: u64, eight: u64): u64 {
  return rotl<u64>(sum + eight * B, 31) * A;
}

function joined(hash: u64, sum: u64): u64 {
  return (hash ^ turned(0, sum)) * A + D;
}
