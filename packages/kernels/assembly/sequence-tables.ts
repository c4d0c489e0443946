// Tables by which lengths of literals, offsets and lengths of copies are coded (RFC 8878, section 3.1.1.3.2.1).
import { buildStates, readCounts, stateBits, takeCounts, takeSymbol } from "./entropy-states";

// Three kinds: lengths of literals, offsets, lengths of copies.
const KINDS: usize = 3;
const CODES = memory.data<i32>([36, 32, 53]);
const MOST_BITS = memory.data<i32>([9, 8, 9]);
/** Without a table: so many codes, as often as these counts say, in so many states. */
const GIVEN = memory.data<i32>([36, 29, 53]);
const GIVEN_BITS = memory.data<i32>([6, 5, 6]);
const GIVEN_COUNTS = memory.data<i8>([
  // Lengths of literals, in 64 bytes as those that follow.
  4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  // Offsets.
  1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  // Lengths of copies.
  1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);
/** How many bits are read for each of the last codes: 20 of lengths of literals, 21 of those of copies. */
const MORE_OF_LITERALS = memory.data<u8>([1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const MORE_OF_COPIES = memory.data<u8>([1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

/** By kind and code: the least value in 32 bits, and above them how many bits are read to add to it. */
const values = memory.data(3 * 8 * 64, 16);
/** The states of each kind (512 of 8 bytes). */
const tables = memory.data(3 * 8 * 512, 16);
/** How many bits number these; −1 before the first table of a frame. */
const widths = memory.data(4 * 3, 16);

/** Forgets the tables of earlier frames. */
export function forgetTables(): void {
  const codes = values + 512;
  fillValues(values, 16, 0, MORE_OF_LITERALS, 20);
  for (let code: u64 = 0; code < 32; code++) store<u64>(codes + 8 * <usize>code, (code << 32) | ((<u64>1) << code));
  fillValues(values + 1024, 32, 3, MORE_OF_COPIES, 21);
  for (let kind: usize = 0; kind < KINDS; kind++) store<i32>(widths + 4 * kind, -1);
}

function fillValues(target: usize, single: usize, least: u64, more: usize, ranges: usize): void {
  let value = least;
  for (let code: usize = 0; code < single + ranges; code++) {
    const bits = code < single ? 0 : <u64>load<u8>(more + code - single);
    store<u64>(target + 8 * code, (bits << 32) | value);
    value += (<u64>1) << bits;
  }
}

export function statesOf(kind: usize): usize {
  return tables + 4096 * kind;
}

export function widthOf(kind: usize): i32 {
  return load<i32>(widths + 4 * kind);
}

/** Reads the three tables as `modes` say. Returns the bytes that they take, −1 for damaged ones. */
export function readTables(modes: u32, source: usize, end: usize): isize {
  let at = source;
  for (let kind: usize = 0; kind < KINDS; kind++) {
    const mode = (modes >> (6 - 2 * <u32>kind)) & 3;
    const taken = readTable(kind, mode, at, end);
    if (taken < 0) return -1;
    at += taken;
    if (mode === REPEATED) continue;
    store<i32>(widths + 4 * kind, stateBits);
    buildStates(values + 512 * kind, statesOf(kind));
  }
  return (modes & 3) === 0 ? at - source : -1;
}

const PREDEFINED: u32 = 0;
const SINGLE: u32 = 1;
const REPEATED: u32 = 3;

function readTable(kind: usize, mode: u32, source: usize, end: usize): isize {
  if (mode === REPEATED) return widthOf(kind) < 0 ? -1 : 0;
  const codes = load<i32>(CODES + 4 * kind);
  if (mode === PREDEFINED) {
    takeCounts(GIVEN_COUNTS + 64 * kind, load<i32>(GIVEN + 4 * kind), load<i32>(GIVEN_BITS + 4 * kind));
    return 0;
  }
  if (mode === SINGLE) {
    if (source >= end || <i32>load<u8>(source) >= codes) return -1;
    takeSymbol(<i32>load<u8>(source));
    return 1;
  }
  const taken = readCounts(source, end, load<i32>(MOST_BITS + 4 * kind), codes);
  return taken === 0 ? -1 : taken;
}
