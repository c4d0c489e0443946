// LZW of TIFF (TIFF 6.0, section 13): the most significant bit comes first, and codes grow one early.

const CLEAR: u32 = 256;
const END: u32 = 257;
const FIRST_FREE: u32 = 258;
const LAST_CODE: u32 = 4093;
const TABLE_SIZE: u32 = 4096;

/** A string: its first bytes, which most strings have no more of, its length and where it begins. */
const ENTRY: usize = 16;
const HEAD_BYTES: u32 = 8;
const LENGTH: usize = 8;
const BEGIN: usize = 12;
/** One more than there are, and {@link END}, which never is a string, has that of the first code after {@link CLEAR}. */
const strings = memory.data(16 * 4097, 16);

/**
 * Decodes up to `room` bytes, and returns how many these are; fewer where the data end early, and −1 less a code that is not in the table.
 * Every string is the one before and one byte more, so it lies in what was decoded. Up to 15 bytes behind `room` are written.
 */
export function decodeLzw(source: usize, length: usize, target: usize, room: usize): i32 {
  for (let code: u32 = 0; code < CLEAR; code++) define(strings + ENTRY * <usize>code, code, 1, 0);
  const end = target + room;
  let to = target;
  let from = source;
  let left = <i64>length * 8;
  // What was read, the next bit highest.
  let window: u64 = 0;
  let held: u32 = 0;
  let width: u32 = 9;
  let next = END;
  let begin: u32 = 0;
  let size: u32 = 0;
  let head: u64 = 0;
  while (to < end) {
    if (held < width) {
      window |= (<u64>bswap(load<u32>(from))) << (32 - held);
      from += 4;
      held += 32;
    }
    left -= width;
    if (left < 0) break;
    const code = <u32>(window >> (64 - width));
    window <<= width;
    held -= width;
    if (code === END) break;
    if (code === CLEAR) {
      width = 9;
      next = END;
      size = 0;
      continue;
    }
    if (code > next) return -1 - <i32>code;
    const entry = strings + ENTRY * <usize>code;
    // The code about to be defined is the previous string and its own first byte.
    const first = (code === next ? head : load<u64>(entry)) & 0xff;
    define(strings + ENTRY * <usize>next, size < HEAD_BYTES ? head | (first << (8 * size)) : head, size + 1, begin);
    if (next < TABLE_SIZE) next++;
    if (next === (1 << width) - 1 && width < 12) width++;
    head = load<u64>(entry);
    size = load<u32>(entry, LENGTH);
    const before = load<u32>(entry, BEGIN);
    begin = <u32>to;
    store<u64>(to, head);
    const stop = min(to + <usize>size, end);
    // A string is no longer than the distance to the place it is copied from, but for its last byte.
    for (let i: usize = HEAD_BYTES; to + i < stop; i += 8) store<u64>(to + i, load<u64>(<usize>before + i));
    to = stop;
  }
  return <i32>(to - target);
}

function define(entry: usize, head: u64, size: u32, begin: u32): void {
  store<u64>(entry, head);
  store<u32>(entry, size, LENGTH);
  store<u32>(entry, begin, BEGIN);
}

const HASH_BITS: u32 = 14;
const CELLS_BYTES: usize = 4 << 14;
/** Strings by hash, open addressing: the code of a string without its last byte, that byte (20 bits together), and its own code; 0 is none. */
const cells = memory.data(4 << 14, 16);

/** Returns how many bytes `target` then has: at most 12 bits for each byte, and a few codes besides. */
export function encodeLzw(source: usize, length: usize, target: usize): usize {
  memory.fill(cells, 0, CELLS_BYTES);
  let to = target;
  // What is above the lowest `held` bits was written before.
  let bits: u64 = CLEAR;
  let width: u32 = 9;
  let held: u32 = width;
  let free = FIRST_FREE;
  let prefix: u32 = length > 0 ? load<u8>(source) : END;
  for (let i: usize = 1; i < length; i++) {
    const byte = <u32>load<u8>(source + i);
    const key = (prefix << 8) | byte;
    let cell = (key * 0x9e3779b1) >> (32 - HASH_BITS);
    let entry = load<u32>(cells + 4 * <usize>cell);
    while (entry !== 0 && entry >> 12 !== key) {
      cell = (cell + 1) & ((1 << HASH_BITS) - 1);
      entry = load<u32>(cells + 4 * <usize>cell);
    }
    if (entry !== 0) {
      prefix = entry & 0xfff;
      continue;
    }
    bits = (bits << width) | prefix;
    held += width;
    store<u32>(cells + 4 * <usize>cell, (key << 12) | free++);
    prefix = byte;
    if (free > LAST_CODE) {
      bits = (bits << width) | CLEAR;
      held += width;
      memory.fill(cells, 0, CELLS_BYTES);
      width = 9;
      free = FIRST_FREE;
    } else if (free === (<u32>1) << width) width++;
    // Two codes at most were added to less than 32 bits.
    if (held >= 32) {
      held -= 32;
      store<u32>(to, bswap(<u32>(bits >> held)));
      to += 4;
    }
  }
  if (length > 0) {
    bits = (bits << width) | prefix;
    held += width;
  }
  if (free + 1 === (<u32>1) << width && width < 12) width++;
  bits = (bits << width) | END;
  held += width;
  for (; held >= 8; to++) {
    held -= 8;
    store<u8>(to, <u8>(bits >> held));
  }
  if (held === 0) return to - target;
  store<u8>(to, <u8>(bits << (8 - held)));
  return to + 1 - target;
}
