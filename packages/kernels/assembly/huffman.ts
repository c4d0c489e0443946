// Huffman codes of Zstandard (RFC 8878, section 4.2): their lengths as weights, and bytes in one or four streams.
import { bitsBetween, highest, nextBits } from "./backward-bits";
import { buildStates, readCounts, stateBits } from "./entropy-states";

/** The longest code. */
const MOST_BITS: i32 = 11;
/** By the next 11 bits: the byte that comes, and in the lowest 8 bits the length of its code. */
const codes = memory.data(2 << 11, 16);
const weights = memory.data(256, 16);
const states = memory.data(8 << 6, 16);
/** The value of a weight is the weight. */
const plain = memory.data<u64>([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

/** Reads a table of codes. Returns the bytes that it takes, 0 for a damaged one. */
export function readCodes(source: usize, end: usize): usize {
  if (end <= source) return 0;
  const head = <u32>load<u8>(source);
  const given: u32 = head < 128 ? 0 : head - 127;
  const bytes: usize = 1 + (head < 128 ? head : (given + 1) >> 1);
  if (bytes > end - source) return 0;
  const count = head < 128 ? unpackWeights(source + 1, source + bytes) : given;
  for (let i: u32 = 0; i < given; i++) {
    const two = <u32>load<u8>(source + 1 + (i >> 1));
    store<u8>(weights + i, (i & 1) === 0 ? two >> 4 : two & 15);
  }
  return count > 0 && fillCodes(count) ? bytes : 0;
}

/** Weights come from two states in turns, until no bits are left for the next one. Returns how many there are, 0 for damaged ones. */
function unpackWeights(source: usize, end: usize): u32 {
  const taken = readCounts(source, end, 6, 12);
  const start = source + taken;
  let left = bitsBetween(start, end);
  if (taken === 0 || left < 2 * stateBits) return 0;
  buildStates(plain, states);
  let now = <u32>highest(nextBits(start, left), stateBits);
  left -= stateBits;
  let then = <u32>highest(nextBits(start, left), stateBits);
  left -= stateBits;
  for (let count: u32 = 0; count < 254; ) {
    const state = load<u64>(states + 8 * <usize>now);
    store<u8>(weights + count++, <u8>state);
    const bits = (state >> 40) & 0xff;
    const following = <u32>(state >> 48) + <u32>highest(nextBits(start, left), bits);
    left -= <i32>bits;
    now = then;
    then = following;
    if (left < 0) {
      store<u8>(weights + count++, <u8>load<u64>(states + 8 * <usize>now));
      return count;
    }
  }
  return 0;
}

/** The last weight is not stated: it makes the sum of all codes' shares a power of two. */
function fillCodes(given: u32): bool {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < given; i++) {
    const weight = <u32>load<u8>(weights + i);
    if (weight > <u32>MOST_BITS) return false;
    sum += (1 << weight) >> 1;
  }
  const longest: u32 = 32 - <u32>clz(sum);
  const rest: u32 = (1 << longest) - sum;
  if (sum === 0 || longest > <u32>MOST_BITS || popcnt(rest) !== 1) return false;
  store<u8>(weights + given, <u8>(32 - clz(rest)));
  let to = codes;
  // Long codes come first, those of one length by their bytes.
  for (let weight: u32 = 1; weight <= longest; weight++) {
    const share: u32 = 1 << (weight - 1 + <u32>MOST_BITS - longest);
    for (let byte: u32 = 0; byte <= given; byte++) {
      if (<u32>load<u8>(weights + byte) !== weight) continue;
      const entry = (byte << 8) | (longest + 1 - weight);
      for (let i: u32 = 0; i < share; i++, to += 2) store<u16>(to, <u16>entry);
    }
  }
  return true;
}

/** Decodes `length` bytes from one stream, which must end with them. */
export function decodeStream(start: usize, end: usize, target: usize, length: usize): bool {
  const left = bitsBetween(start, end);
  return left >= 0 && finish(start, left, target, target + length);
}

function finish(start: usize, bits: i32, target: usize, end: usize): bool {
  let left = bits;
  let to = target;
  while (to < end && left > 0) {
    const code = <u32>codeAhead(nextBits(start, left));
    store<u8>(to++, code >> 8);
    left -= <i32>(code & 0xff);
  }
  return to === end && left === 0;
}

/** Decodes `length` bytes from four streams, a quarter from each, behind a table of the lengths of three. */
export function decodeStreams(source: usize, end: usize, target: usize, length: usize): bool {
  if (end - source < 10) return false;
  const quarter: usize = (length + 3) >> 2;
  const a: usize = source + 6;
  const b = a + <usize>load<u16>(source);
  const c = b + <usize>load<u16>(source, 2);
  const d = c + <usize>load<u16>(source, 4);
  if (d >= end || <usize>3 * quarter > length) return false;
  let leftA = bitsBetween(a, b);
  let leftB = bitsBetween(b, c);
  let leftC = bitsBetween(c, d);
  let leftD = bitsBetween(d, end);
  let to = target;
  const stop = target + (length - <usize>3 * quarter);
  // Five codes take 55 bits at most. A one below those that were read is shifted as far as these.
  while (to + 5 <= stop && min(min(leftA, leftB), min(leftC, leftD)) >= 64) {
    leftA -= decodeFive(nextBits(a, leftA) | 1, to);
    leftB -= decodeFive(nextBits(b, leftB) | 1, to + quarter);
    leftC -= decodeFive(nextBits(c, leftC) | 1, to + 2 * quarter);
    leftD -= decodeFive(nextBits(d, leftD) | 1, to + <usize>3 * quarter);
    to += 5;
  }
  if (min(min(leftA, leftB), min(leftC, leftD)) < 0) return false;
  return (
    finish(a, leftA, to, target + quarter) &&
    finish(b, leftB, to + quarter, target + 2 * quarter) &&
    finish(c, leftC, to + 2 * quarter, target + <usize>3 * quarter) &&
    finish(d, leftD, to + <usize>3 * quarter, target + length)
  );
}

/** Writes five bytes, and returns how many bits their codes take. */
function decodeFive(bits: u64, to: usize): i32 {
  // Shifts take the lowest 6 bits of a number: the length of a code is below its byte.
  let code = codeAhead(bits);
  let rest = bits << code;
  store<u8>(to, code >> 8);
  code = codeAhead(rest);
  rest <<= code;
  store<u8>(to, code >> 8, 1);
  code = codeAhead(rest);
  rest <<= code;
  store<u8>(to, code >> 8, 2);
  code = codeAhead(rest);
  rest <<= code;
  store<u8>(to, code >> 8, 3);
  code = codeAhead(rest);
  store<u8>(to, code >> 8, 4);
  return <i32>ctz(rest << code);
}

function codeAhead(bits: u64): u64 {
  return <u64>load<u16>(codes + <usize>((bits >> (64 - <u64>MOST_BITS)) << 1));
}
