const WINDOW: usize = 32768;
const LEAST_COPY: usize = 4;
const MOST_COPY: usize = 258;
/** From further away than {@link NEAR} fewer bytes take no fewer bits than as literals. */
const LEAST_FAR: usize = 6;
const NEAR: usize = 4096;
const HASH_BITS: u32 = 15;
/** For each hash an address. */
export const HEAD_BYTES: usize = 4 << 15;
/** So many bytes, or sequences, become a block. A sequence is its number of literals, then length and distance less 1, 16 bits each. */
const BLOCK_BYTES: usize = 0x20000;
export const SEQUENCES: usize = 0x4000;
/** After so many places without a copy fewer are looked at. */
const PATIENCE: u32 = 5;
const LARGEST_STEP: usize = 8;

/**
 * Parts a block into sequences, and returns how many. A table, `heads`, has where each four bytes, by their hash, came last; that is the only
 * place looked at.
 */
export function findSequences(source: usize, from: usize, end: usize, heads: usize, sequences: usize): usize {
  const most = end - from > BLOCK_BYTES ? from + BLOCK_BYTES : end;
  const last = sequences + 8 * (SEQUENCES - 1);
  let literals = from;
  let to = sequences;
  let misses: u32 = 0;
  let at = from;
  while (at + LEAST_COPY <= most && to < last) {
    let before = enter(at, heads);
    if (load<u32>(before) !== load<u32>(at) || before < source || at - before > WINDOW) {
      at += min(LARGEST_STEP, 1 + <usize>(misses++ >> PATIENCE));
      continue;
    }
    let start = at;
    while (start > literals && before > source && load<u8>(start - 1) === load<u8>(before - 1)) {
      start--;
      before--;
    }
    const length = sameBytes(start, before, at - start + LEAST_COPY, min(MOST_COPY, most - start));
    if (length < LEAST_FAR && start - before > NEAR) {
      at++;
      continue;
    }
    misses = 0;
    store<u32>(to, <u32>(start - literals));
    store<u32>(to, <u32>((length << 16) | (start - before - 1)), 4);
    to += 8;
    literals = start + length;
    for (at++; at < literals; at++) enter(at, heads);
  }
  // What is left of a block that has no room for more sequences belongs to the next one.
  store<u64>(to, to < last ? <u64>(most - literals) : 0);
  return (to - sequences) / 8 + 1;
}

/** Where the four bytes at an address came last, by their hash: now it is here. */
function enter(at: usize, heads: usize): usize {
  const head = heads + 4 * <usize>((load<u32>(at) * 0x9e3779b1) >> (32 - HASH_BITS));
  const before = <usize>load<u32>(head);
  store<u32>(head, <u32>at);
  return before;
}

/** How many bytes are the same from two places on, of which `known` are. */
function sameBytes(at: usize, before: usize, known: usize, most: usize): usize {
  for (let length = known; length < most; length += 8) {
    const differing = load<u64>(at + length) ^ load<u64>(before + length);
    if (differing !== 0) return min(most, length + <usize>(ctz(differing) >> 3));
  }
  return most;
}
