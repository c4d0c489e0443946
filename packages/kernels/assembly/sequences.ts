// Sequences of Zstandard (RFC 8878, section 3.1.1.4): so many literals, then a copy of what lies so far back.
import { bitsBetween, highest, nextBits } from "./backward-bits";
import { forgetTables, statesOf, widthOf } from "./sequence-tables";

/** Returned in place of an address where there is more content than room. */
export const BEYOND: usize = 1;

/** The last three offsets. */
let first: u32 = 1;
let second: u32 = 4;
let third: u32 = 8;
/** By offsets below 16: the places in a vector of the bytes of a pattern so long. */
const patterns = memory.data(16 * 16, 16);

/** Forgets what earlier frames left. */
export function beginSequences(): void {
  forgetTables();
  for (let offset: usize = 1; offset < 16; offset++)
    for (let i: usize = 0; i < 16; i++) store<u8>(patterns + 16 * offset + i, <u8>(i % offset));
  first = 1;
  second = 4;
  third = 8;
}

// The states that the first sequence is read by.
let firstLiteral: usize = 0;
let firstOffset: usize = 0;
let firstCopy: usize = 0;

/** Returns how many bits are left behind them. */
function readStates(source: usize, left: i32): i32 {
  const bits = nextBits(source, left);
  const ofLiteral = widthOf(0);
  const ofOffset = widthOf(1);
  const ofCopy = widthOf(2);
  firstLiteral = <usize>highest(bits, ofLiteral);
  firstOffset = <usize>highest(bits << ofLiteral, ofOffset);
  firstCopy = <usize>highest(bits << (ofLiteral + ofOffset), ofCopy);
  return left - ofLiteral - ofOffset - ofCopy;
}

/**
 * Decodes `count` sequences, and writes them and the literals that are left to `target`, not beyond `limit`; content begins at `begin`.
 * Returns where that ends, 0 for damaged ones, {@link BEYOND} at the limit. Up to 16 bytes more are written, and read of literals.
 */
export function decodeSequences(
  source: usize,
  end: usize,
  count: i32,
  literals: usize,
  literalsEnd: usize,
  target: usize,
  limit: usize,
  begin: usize,
): usize {
  let left = readStates(source, bitsBetween(source, end));
  let literalState = firstLiteral;
  let offsetState = firstOffset;
  let copyState = firstCopy;
  let stateBits = 0;
  let literal = literals;
  let to = target;
  for (let n = count; n > 0; n--) {
    const ofLiteral = load<u64>(statesOf(0) + 8 * literalState);
    const ofOffset = load<u64>(statesOf(1) + 8 * offsetState);
    const ofCopy = load<u64>(statesOf(2) + 8 * copyState);
    const facts = (ofLiteral >> 32) + (ofOffset >> 32) + (ofCopy >> 32);
    const more = <i32>(facts & 0xff);
    stateBits = <i32>((facts >> 8) & 0xff);
    // Bits that were read go round to the lowest places; of a number to shift by, the lowest 6 bits count.
    let bits = rotl<u64>(nextBits(source, left), ofOffset >> 32);
    const stated = <u32>ofOffset + <u32>lowest(bits, ofOffset >> 32);
    bits = rotl<u64>(bits, ofCopy >> 32);
    const copied = <usize>(<u32>ofCopy + <u32>lowest(bits, ofCopy >> 32));
    left -= more;
    if (more + stateBits > 56) bits = nextBits(source, left + <i32>((ofLiteral >> 32) & 0xff));
    bits = rotl<u64>(bits, ofLiteral >> 32);
    const taken = <usize>(<u32>ofLiteral + <u32>lowest(bits, ofLiteral >> 32));
    bits = rotl<u64>(bits, ofLiteral >> 40);
    literalState = <usize>((ofLiteral >> 48) + lowest(bits, ofLiteral >> 40));
    bits = rotl<u64>(bits, ofCopy >> 40);
    copyState = <usize>((ofCopy >> 48) + lowest(bits, ofCopy >> 40));
    bits = rotl<u64>(bits, ofOffset >> 40);
    offsetState = <usize>((ofOffset >> 48) + lowest(bits, ofOffset >> 40));
    left -= stateBits;
    const offset = offsetOf(stated, taken === 0);
    if (left < -64 || taken > literalsEnd - literal) return 0;
    if (taken + copied > limit - to) return BEYOND;
    copyVectors(literal, to, taken);
    literal += taken;
    to += taken;
    if (offset - 1 >= to - begin) return 0;
    if (offset >= 16) copyVectors(to - offset, to, copied);
    else repeat(to, offset, copied);
    to += copied;
  }
  const rest = literalsEnd - literal;
  // No state follows the last sequence.
  if (left + stateBits !== 0) return 0;
  if (rest > limit - to) return BEYOND;
  memory.copy(to, literal, rest);
  return to + rest;
}

/** The lowest `count` bits; of the count, the lowest 6. */
function lowest(bits: u64, count: u64): u64 {
  return bits & ~((<u64>-1) << count);
}

/** Values to 3 stand for the last offsets, the latest first; one later behind no literals, and the third is then the first less one. */
function offsetOf(stated: u32, isAlone: bool): usize {
  if (stated > 3) {
    third = second;
    second = first;
    first = stated - 3;
    return <usize>first;
  }
  const which = stated - 1 + <u32>isAlone;
  if (which === 0) return <usize>first;
  const offset = which === 1 ? second : which === 2 ? third : first - 1;
  if (which !== 1) third = second;
  second = first;
  first = offset;
  return <usize>offset;
}

/** One vector in any case, since most copies are no longer. */
function copyVectors(from: usize, to: usize, bytes: usize): void {
  v128.store(to, v128.load(from));
  for (let i: usize = 16; i < bytes; i += 16) v128.store(to + i, v128.load(from + i));
}

/** Copies from less than a vector back: a pattern again and again. */
function repeat(to: usize, offset: usize, bytes: usize): void {
  const pattern = i8x16.swizzle(v128.load(to - offset), v128.load(patterns + 16 * offset));
  const step = 16 - (16 % offset);
  for (let i: usize = 0; i < bytes; i += step) v128.store(to + i, pattern);
}
