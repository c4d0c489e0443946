// Zstandard (RFC 8878): frames one after the other, of blocks, of literals and sequences.
import { decodeStream, decodeStreams, readCodes } from "./huffman";
import { readTables } from "./sequence-tables";
import { BEYOND, beginSequences, decodeSequences } from "./sequences";
import { xxhash64 } from "./xxhash64";

const MAGIC: u32 = 0xfd2fb528;
const SKIPPED_MAGIC: u32 = 0x184d2a50;
const MOST_OF_BLOCK: usize = 1 << 17;

// What `decodeZstd` returns for frames that it refuses: `src/codecs/zstd.ts` words it.
const NO_FRAME: f64 = -1;
const CUT_SHORT: f64 = -2;
const DAMAGED: f64 = -3;
const NEEDS_DICTIONARY: f64 = -4;
const TOO_LONG: f64 = -5;
const WRONG_CHECKSUM: f64 = -6;

/** The literals of a block, and a vector. */
const unpacked = memory.data((1 << 17) + 64, 16);
let hasCodes: bool = false;
// Where decoding stands: the next byte of what is decoded, and of what comes out.
let at: usize = 0;
let to: usize = 0;
// The literals of the block.
let literals: usize = 0;
let literalsEnd: usize = 0;

/**
 * Decodes all frames from `source` into up to `room` bytes, and returns how many these are; below 0 for frames that are refused, whatever
 * was written before. Up to 16 bytes behind `room` are written, and read behind `length`.
 */
export function decodeZstd(source: usize, length: usize, target: usize, room: usize): f64 {
  const end = source + length;
  at = source;
  to = target;
  if (length === 0) return CUT_SHORT;
  while (at < end) {
    if (end - at < 8) return CUT_SHORT;
    const magic = load<u32>(at);
    if (magic === MAGIC) {
      const failure = decodeFrame(end, target + room);
      if (failure < 0) return failure;
    } else if ((magic & 0xfffffff0) === SKIPPED_MAGIC) {
      const skipped = <usize>load<u32>(at, 4);
      if (skipped > end - at - 8) return CUT_SHORT;
      at += 8 + skipped;
    } else return NO_FRAME;
  }
  return <f64>(to - target);
}

/** Returns 0, or why it is refused. */
function decodeFrame(end: usize, limit: usize): f64 {
  const descriptor = <u32>load<u8>(at, 4);
  const isSingle = (descriptor & 0x20) !== 0;
  const named = (1 << (descriptor & 3)) >> 1;
  const sized = descriptor >> 6 === 0 ? <i32>isSingle : 1 << (descriptor >> 6);
  const head: usize = 5 + <usize>!isSingle + named + sized;
  if (head > end - at) return CUT_SHORT;
  if ((descriptor & 8) !== 0) return DAMAGED;
  for (let i: usize = head - sized - named; i < head - sized; i++) if (load<u8>(at + i) !== 0) return NEEDS_DICTIONARY;
  const stated = sizeIn(at + head - sized, sized);
  const begin = to;
  if (sized > 0 && stated > <u64>(limit - begin)) return TOO_LONG;
  at += head;
  hasCodes = false;
  beginSequences();
  let isLast = false;
  while (!isLast) {
    if (end - at < 3) return CUT_SHORT;
    const block = <u32>load<u16>(at) | ((<u32>load<u8>(at, 2)) << 16);
    at += 3;
    isLast = (block & 1) !== 0;
    const failure = decodeBlock((block >> 1) & 3, <usize>(block >> 3), end, begin, limit);
    if (failure < 0) return failure;
  }
  if (sized > 0 && stated !== <u64>(to - begin)) return DAMAGED;
  if ((descriptor & 4) === 0) return 0;
  if (end - at < 4) return CUT_SHORT;
  at += 4;
  return load<u32>(at - 4) === <u32>xxhash64(begin, to - begin) ? 0 : WRONG_CHECKSUM;
}

function sizeIn(place: usize, bytes: i32): u64 {
  if (bytes === 1) return <u64>load<u8>(place);
  if (bytes === 2) return <u64>load<u16>(place) + 256;
  return bytes === 4 ? <u64>load<u32>(place) : load<u64>(place);
}

/** A block of one of four types: as it is, one byte many times, compressed, none. */
function decodeBlock(type: u32, size: usize, end: usize, begin: usize, limit: usize): f64 {
  if (type === 3 || size > MOST_OF_BLOCK) return DAMAGED;
  const held: usize = type === 1 ? 1 : size;
  if (held > end - at) return CUT_SHORT;
  const source = at;
  at += held;
  if (type === 2) {
    const written = decodeCompressed(source, at, begin, limit);
    if (written <= BEYOND) return written === BEYOND && limit - to < MOST_OF_BLOCK ? TOO_LONG : DAMAGED;
    to = written;
    return 0;
  }
  if (size > limit - to) return TOO_LONG;
  if (type === 0) memory.copy(to, source, size);
  else memory.fill(to, load<u8>(source), size);
  to += size;
  return 0;
}

/** Returns where the content of the block ends, 0 for a damaged one, {@link BEYOND} for one that is too long. */
function decodeCompressed(source: usize, end: usize, begin: usize, limit: usize): usize {
  const most = limit - to < MOST_OF_BLOCK ? limit : to + MOST_OF_BLOCK;
  const taken = readLiterals(source, end, most);
  if (taken === 0) return 0;
  let next = source + taken;
  if (next >= end) return 0;
  let count = <i32>load<u8>(next++);
  if (count === 0) {
    const length = literalsEnd - literals;
    if (next !== end) return 0;
    if (length > most - to) return BEYOND;
    if (literals !== to) memory.copy(to, literals, length);
    return to + length;
  }
  if (count === 255) {
    if (end - next < 2) return 0;
    count = <i32>load<u16>(next) + 0x7f00;
    next += 2;
  } else if (count > 127) {
    if (end === next) return 0;
    count = ((count - 128) << 8) + <i32>load<u8>(next++);
  }
  if (next >= end) return 0;
  const tables = readTables(<u32>load<u8>(next), next + 1, end);
  if (tables < 0) return 0;
  return decodeSequences(next + 1 + tables, end, count, literals, literalsEnd, to, most, begin);
}

/** Finds or unpacks the literals of a block. Returns the bytes of their section, 0 for a damaged one. */
function readLiterals(source: usize, end: usize, most: usize): usize {
  const type = <u32>load<u8>(source) & 3;
  const form = (<u32>load<u8>(source) >> 2) & 3;
  if (type > 1) return unpackLiterals(source, end, type === 3, form, most);
  const head: usize = (form & 1) === 0 ? 1 : form === 1 ? 2 : 3;
  if (head > end - source) return 0;
  const size = <usize>((load<u32>(source) & (0xffffffff >> (32 - 8 * <u32>head))) >> (head === 1 ? 3 : 4));
  if (size > MOST_OF_BLOCK || (type === 0 ? size : 1) > end - source - head) return 0;
  literals = type === 0 ? source + head : unpacked;
  literalsEnd = literals + size;
  if (type === 0) return head + size;
  memory.fill(unpacked, load<u8>(source + head), size);
  return head + 1;
}

/** Literals in Huffman codes, those of an earlier block if `isTreeless`: into the content at once where no sequences follow. */
function unpackLiterals(source: usize, end: usize, isTreeless: bool, form: u32, most: usize): usize {
  const head: usize = form < 2 ? 3 : form + 2;
  if (head > end - source) return 0;
  const width: u64 = form < 2 ? 10 : form === 2 ? 14 : 18;
  const mask = ((<u64>1) << width) - 1;
  const facts = load<u64>(source) >> 4;
  const size = <usize>(facts & mask);
  const packed = <usize>((facts >> width) & mask);
  if (size > MOST_OF_BLOCK || packed > end - source - head) return 0;
  let from = source + head;
  const stop = from + packed;
  if (!isTreeless) {
    const table = readCodes(from, stop);
    if (table === 0) return 0;
    from += table;
    hasCodes = true;
  } else if (!hasCodes) return 0;
  const isAlone = stop < end && load<u8>(stop) === 0 && size <= most - to;
  literals = isAlone ? to : unpacked;
  literalsEnd = literals + size;
  const isWhole = form === 0 ? decodeStream(from, stop, literals, size) : decodeStreams(from, stop, literals, size);
  return isWhole ? head + packed : 0;
}
