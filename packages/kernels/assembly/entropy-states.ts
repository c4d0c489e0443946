// Finite state entropy (RFC 8878, section 4.1): the states of a table stand for symbols, as often as these come.

/** How often each symbol comes, int16; −1 stands for less than once. */
const counts = memory.data(2 * 256, 16);
const follow = memory.data(4 * 256, 16);
const spread = memory.data(512, 16);

/** The binary logarithm of the number of states that {@link readCounts} found. */
export let stateBits: i32 = 0;
let symbols: i32 = 0;

/** Reads how often up to `mostSymbols` come, in at most 2^`mostBits` states. Returns the bytes that this takes, 0 for damaged ones. */
export function readCounts(source: usize, end: usize, mostBits: i32, mostSymbols: i32): usize {
  if (end <= source) return 0;
  stateBits = <i32>(load<u8>(source) & 15) + 5;
  if (stateBits > mostBits) return 0;
  let at: u32 = 4;
  let left = 1 << stateBits;
  symbols = 0;
  while (left > 0) {
    if (symbols >= mostSymbols || source + (at >> 3) >= end) return 0;
    // Values to `left` + 1; as many of the lowest as there are numbers too much take one bit less.
    const width = 32 - clz(left + 1);
    const short: u32 = (1 << width) - 2 - left;
    const half: u32 = 1 << (width - 1);
    const read = (load<u32>(source + (at >> 3)) >> (at & 7)) & (2 * half - 1);
    const isShort = (read & (half - 1)) < short;
    const value = isShort ? read & (half - 1) : read < half ? read : read - short;
    at += isShort ? width - 1 : width;
    const count = <i32>value - 1;
    left -= abs(count);
    setCount(symbols++, count);
    if (count === 0) at = skipAbsent(source, end, at, mostSymbols);
  }
  const bytes = <usize>(at + 7) >> 3;
  return left === 0 && bytes <= end - source ? bytes : 0;
}

/** Two bits say how many more symbols never come; three that more of such bits follow. */
function skipAbsent(source: usize, end: usize, at: u32, mostSymbols: i32): u32 {
  let more: u32 = 3;
  while (more === 3 && symbols < mostSymbols && source + (at >> 3) < end) {
    more = (<u32>load<u16>(source + (at >> 3)) >> (at & 7)) & 3;
    at += 2;
    for (let i: u32 = 0; i < more && symbols < mostSymbols; i++) setCount(symbols++, 0);
  }
  return at;
}

function setCount(symbol: i32, count: i32): void {
  store<i16>(counts + 2 * <usize>symbol, <i16>count);
}

/** Takes counts (int8) for those that {@link readCounts} would read. */
export function takeCounts(source: usize, length: i32, bits: i32): void {
  stateBits = bits;
  symbols = length;
  for (let i = 0; i < length; i++) setCount(i, <i32>load<i8>(source + <usize>i));
}

/** One state, of one symbol. */
export function takeSymbol(symbol: i32): void {
  stateBits = 0;
  symbols = symbol + 1;
  for (let i = 0; i < symbol; i++) setCount(i, 0);
  setCount(symbol, 1);
}

/**
 * Writes 2^`stateBits` states of 8 bytes: the value of their symbol from `values` in 40 bits, then in 8 how many bits are read for the next
 * state, and in 16 what is added to these.
 */
export function buildStates(values: usize, states: usize): void {
  spreadSymbols();
  const size: u32 = 1 << stateBits;
  for (let state: usize = 0; state < <usize>size; state++) {
    const symbol = <usize>load<u8>(spread + state);
    const next = load<u32>(follow + 4 * symbol);
    store<u32>(follow + 4 * symbol, next + 1);
    const bits = <u32>stateBits - (31 - clz(next));
    const low = load<u64>(values + 8 * symbol) | ((<u64>bits) << 40);
    store<u64>(states + 8 * state, low | ((<u64>((next << bits) - size)) << 48));
  }
}

/** Symbols that come less than once lie in the last states, the others spread over the rest. */
function spreadSymbols(): void {
  const size: u32 = 1 << stateBits;
  let last = size - 1;
  for (let symbol: usize = 0; symbol < <usize>symbols; symbol++) {
    const count = load<i16>(counts + 2 * symbol);
    store<u32>(follow + 4 * symbol, count < 0 ? 1 : <u32>count);
    if (count >= 0) continue;
    store<u8>(spread + <usize>last, <u8>symbol);
    last--;
  }
  let state: u32 = 0;
  for (let symbol: usize = 0; symbol < <usize>symbols; symbol++) {
    for (let n = <i32>load<i16>(counts + 2 * symbol); n > 0; n--) {
      store<u8>(spread + <usize>state, <u8>symbol);
      do state = (state + (size >> 1) + (size >> 3) + 3) & (size - 1);
      while (state > last);
    }
  }
}
