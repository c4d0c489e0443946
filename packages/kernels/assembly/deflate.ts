import { adler32 } from "./adler32";
import { findSequences, HEAD_BYTES, SEQUENCES } from "./find-sequences";
import { prefixCode } from "./prefix-code";

// Deflate (RFC 1951) in the frame of zlib (RFC 1950). What it writes depends on nothing but the bytes.
//
// Bytes become sequences: literals, and a copy of what came before. Sequences become blocks, each with codes of its own.

const MOST_STORED: usize = 0xffff;

const LITERALS: i32 = 286;
const DISTANCES: i32 = 30;
const LENGTHS: i32 = 19;
/** Four literals and seven bits that wait have room in 64. */
const MOST_BITS: i32 = 14;
const END_OF_BLOCK: usize = 256;

const literalCounts = memory.data(4 * 286, 16);
const distanceCounts = memory.data(4 * 30, 16);
const lengthCounts = memory.data(4 * 19, 16);
const literalCodes = memory.data(4 * 286, 16);
const distanceCodes = memory.data(4 * 30, 16);
const lengthCodes = memory.data(4 * 19, 16);
/** The lengths of both codes by runs: a symbol of 0 … 18, and above bit 8 how often besides. */
const runs = memory.data(4 * 316, 16);
/** In which order the lengths of the code for lengths are written. */
const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

// What was written, and bits that wait for a whole byte, the first one lowest.
let out: usize = 0;
let bits: u64 = 0;
let held: u64 = 0;

/** How much room {@link deflateBytes} needs besides source and target. */
export function deflateScratch(): usize {
  return HEAD_BYTES + 8 * SEQUENCES + 64;
}

/** Returns how many bytes `target` then has: at most five more than `length` for each block and each 65,535 bytes, and six. */
export function deflateBytes(source: usize, length: usize, target: usize, scratch: usize): usize {
  const sequences = scratch + HEAD_BYTES;
  memory.fill(scratch, 0, HEAD_BYTES);
  store<u16>(target, 0x0178);
  out = target + 2;
  bits = 0;
  held = 0;
  const end = source + length;
  let from = source;
  do {
    const count = findSequences(source, from, end, scratch, sequences);
    from = writeBlock(from, sequences, count, end);
  } while (from < end);
  put(0, (8 - held) & 7);
  store<u32>(out, bswap(adler32(source, length)));
  return out + 4 - target;
}

/** Writes the bytes from `from` on that sequences are made of, and returns where they end. */
function writeBlock(from: usize, sequences: usize, count: usize, end: usize): usize {
  const next = countSymbols(from, sequences, count);
  prefixCode(literalCounts, LITERALS, MOST_BITS, literalCodes);
  prefixCode(distanceCounts, DISTANCES, MOST_BITS, distanceCodes);
  const runsEnd = runsOfLengths();
  prefixCode(lengthCounts, LENGTHS, 7, lengthCodes);
  const isLast = next === end;
  if (bitsOfBlock(runsEnd) >= 8 * (next - from + 5)) {
    storeBytes(from, next, isLast);
    return next;
  }
  put(<u64>isLast | 4, 3);
  writeCodes(runsEnd);
  writeSequences(from, sequences, count);
  return next;
}

function tally(counts: usize, symbol: usize): void {
  store<u32>(counts + 4 * symbol, load<u32>(counts + 4 * symbol) + 1);
}

/** Counts what a block has of each symbol; returns where its bytes end. */
function countSymbols(from: usize, sequences: usize, sequenceCount: usize): usize {
  memory.fill(literalCounts, 0, 4 * LITERALS);
  memory.fill(distanceCounts, 0, 4 * DISTANCES);
  let at = from;
  for (let place = sequences; place < sequences + 8 * sequenceCount; place += 8) {
    for (const end = at + <usize>load<u32>(place); at < end; at++) tally(literalCounts, <usize>load<u8>(at));
    const copy = load<u32>(place, 4);
    if (copy === 0) continue;
    tally(literalCounts, lengthSymbol(copy >> 16));
    tally(distanceCounts, distanceSymbol(copy & 0xffff));
    at += <usize>(copy >> 16);
  }
  tally(literalCounts, END_OF_BLOCK);
  return at;
}

/** How many bits of a length, or of a distance less 1, stand behind its symbol. */
function extraOfLength(length: u32): u32 {
  return length < 11 || length === 258 ? 0 : 29 - clz(length - 3);
}

function lengthSymbol(length: u32): usize {
  if (length === 258) return 285;
  if (length < 11) return <usize>(254 + length);
  const extra = extraOfLength(length);
  return <usize>(257 + 4 * extra + ((length - 3) >> extra));
}

function extraOfDistance(distance: u32): u32 {
  return distance < 4 ? 0 : 30 - clz(distance);
}

function distanceSymbol(distance: u32): usize {
  const extra = extraOfDistance(distance);
  return <usize>(2 * extra + (distance >> extra));
}

function lengthOf(codes: usize, symbol: usize): u32 {
  return load<u32>(codes + 4 * symbol) >> 16;
}

/** The number of symbols up to the last that has a code, at least `least`. */
function usedSymbols(codes: usize, symbols: i32, least: i32): i32 {
  let used = symbols;
  while (used > least && load<u32>(codes + 4 * <usize>(used - 1)) === 0) used--;
  return used;
}

/** The lengths of the codes for literals, then of those for distances, as runs; returns their end. */
function runsOfLengths(): usize {
  memory.fill(lengthCounts, 0, 4 * LENGTHS);
  const literals = usedSymbols(literalCodes, LITERALS, 257);
  const all = literals + usedSymbols(distanceCodes, DISTANCES, 1);
  let to = runs;
  let run: u32 = 0;
  for (let i = 0; i < all; i++) {
    const length = lengthAt(i, literals);
    run++;
    if (i + 1 < all && lengthAt(i + 1, literals) === length) continue;
    to = addRun(length, run, to);
    run = 0;
  }
  return to;
}

function lengthAt(i: i32, literals: i32): u32 {
  return i < literals ? lengthOf(literalCodes, i) : lengthOf(distanceCodes, i - literals);
}

/** Zeros by 17 (3 to 10) and 18 (11 to 138), the same length again by 16 (3 to 6). */
function addRun(length: u32, run: u32, to: usize): usize {
  if (length > 0) {
    to = addSymbol(length, 0, to);
    run--;
  }
  while (run >= 3) {
    const symbol: u32 = length > 0 ? 16 : run < 11 ? 17 : 18;
    const least: u32 = symbol === 18 ? 11 : 3;
    const part = min(run, symbol === 16 ? 6 : symbol === 17 ? 10 : 138);
    to = addSymbol(symbol, part - least, to);
    run -= part;
  }
  for (; run > 0; run--) to = addSymbol(length, 0, to);
  return to;
}

function addSymbol(symbol: u32, besides: u32, to: usize): usize {
  tally(lengthCounts, <usize>symbol);
  store<u32>(to, symbol | (besides << 8));
  return to + 4;
}

function extraOfRun(symbol: u32): u32 {
  if (symbol < 16) return 0;
  return symbol === 16 ? 2 : symbol === 17 ? 3 : 7;
}

/** How many lengths of the code for lengths are written. */
function writtenLengths(): u32 {
  let written: u32 = 19;
  while (written > 4 && load<u32>(lengthCodes + 4 * <usize>load<u8>(ORDER + <usize>(written - 1))) === 0) written--;
  return written;
}

function bitsOfBlock(runsEnd: usize): usize {
  let sum = 17 + 3 * <usize>writtenLengths();
  for (let place = runs; place < runsEnd; place += 4) {
    const symbol = load<u32>(place) & 0xff;
    sum += <usize>(lengthOf(lengthCodes, <usize>symbol) + extraOfRun(symbol));
  }
  for (let symbol: usize = 0; symbol < <usize>LITERALS; symbol++) {
    const extra: u32 = symbol < 265 || symbol === 285 ? 0 : (<u32>symbol - 261) >> 2;
    sum += <usize>(load<u32>(literalCounts + 4 * symbol) * (lengthOf(literalCodes, symbol) + extra));
  }
  for (let symbol: usize = 0; symbol < <usize>DISTANCES; symbol++) {
    const extra: u32 = symbol < 4 ? 0 : (<u32>symbol - 2) >> 1;
    sum += <usize>(load<u32>(distanceCounts + 4 * symbol) * (lengthOf(distanceCodes, symbol) + extra));
  }
  return sum;
}

/** At most 56 bits, those above which are 0. */
function put(value: u64, length: u64): void {
  bits |= value << held;
  held += length;
  store<u64>(out, bits);
  out += <usize>(held >> 3);
  bits >>= held & ~7;
  held &= 7;
}

function putSymbol(codes: usize, symbol: usize): void {
  const code = load<u32>(codes + 4 * symbol);
  put(code & 0xffff, code >> 16);
}

/** Bytes that no code makes smaller. */
function storeBytes(from: usize, end: usize, isLast: bool): void {
  for (let at = from; at < end || from === end; ) {
    const part = min(MOST_STORED, end - at);
    put(<u64>(isLast && at + part === end), 3);
    put(0, (8 - held) & 7);
    store<u32>(out, <u32>(part | (~part << 16)));
    memory.copy(out + 4, at, part);
    out += 4 + part;
    at += part;
    if (from === end) return;
  }
}

function writeCodes(runsEnd: usize): void {
  put(<u64>(usedSymbols(literalCodes, LITERALS, 257) - 257), 5);
  put(<u64>(usedSymbols(distanceCodes, DISTANCES, 1) - 1), 5);
  const written = writtenLengths();
  put(<u64>(written - 4), 4);
  for (let i: usize = 0; i < <usize>written; i++) put(<u64>lengthOf(lengthCodes, <usize>load<u8>(ORDER + i)), 3);
  for (let place = runs; place < runsEnd; place += 4) {
    const symbol = load<u32>(place) & 0xff;
    putSymbol(lengthCodes, <usize>symbol);
    put(<u64>(load<u32>(place) >> 8), <u64>extraOfRun(symbol));
  }
}

function writeSequences(from: usize, sequences: usize, sequenceCount: usize): void {
  let at = from;
  for (let place = sequences; place < sequences + 8 * sequenceCount; place += 8) {
    at = writeLiterals(at, at + <usize>load<u32>(place));
    const copy = load<u32>(place, 4);
    if (copy === 0) continue;
    writeCopy(copy >> 16, copy & 0xffff);
    at += <usize>(copy >> 16);
  }
  putSymbol(literalCodes, END_OF_BLOCK);
}

/** State is in local variables: those of the module are looked up each time. */
function writeLiterals(from: usize, end: usize): usize {
  let to = out;
  let waiting = bits;
  let length = held;
  let at = from;
  for (; at + 4 <= end; at += 4) {
    const first = load<u32>(literalCodes + 4 * <usize>load<u8>(at));
    const second = load<u32>(literalCodes + 4 * <usize>load<u8>(at, 1));
    const third = load<u32>(literalCodes + 4 * <usize>load<u8>(at, 2));
    const fourth = load<u32>(literalCodes + 4 * <usize>load<u8>(at, 3));
    waiting |= (<u64>(first & 0xffff)) << length;
    length += <u64>(first >> 16);
    waiting |= (<u64>(second & 0xffff)) << length;
    length += <u64>(second >> 16);
    waiting |= (<u64>(third & 0xffff)) << length;
    length += <u64>(third >> 16);
    waiting |= (<u64>(fourth & 0xffff)) << length;
    length += <u64>(fourth >> 16);
    store<u64>(to, waiting);
    to += <usize>(length >> 3);
    waiting >>= length & ~7;
    length &= 7;
  }
  out = to;
  bits = waiting;
  held = length;
  for (; at < end; at++) putSymbol(literalCodes, <usize>load<u8>(at));
  return end;
}

function writeCopy(length: u32, distance: u32): void {
  const first = load<u32>(literalCodes + 4 * lengthSymbol(length));
  const second = load<u32>(distanceCodes + 4 * distanceSymbol(distance));
  const extra = extraOfLength(length);
  const far = extraOfDistance(distance);
  let value = <u64>(first & 0xffff);
  let size = <u64>(first >> 16);
  value |= (<u64>((length - 3) & ((1 << extra) - 1))) << size;
  size += <u64>extra;
  value |= (<u64>(second & 0xffff)) << size;
  size += <u64>(second >> 16);
  value |= (<u64>(distance & ((1 << far) - 1))) << size;
  put(value, size + <u64>far);
}
