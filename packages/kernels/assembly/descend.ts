import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";

// The landscape in double precision and the ranks of its pixels, with a border one pixel wide that never emerges.
let levels: usize = 0;
let ranks: usize = 0;
let stride: usize = 0;
// By rank: the place in the planes above, what has met, and what belongs together.
let places: usize = 0;
let islands: usize = 0;
let basins: usize = 0;
let peaks: usize = 0;
let prominence: f64 = 0;
let relativeProminence: f64 = 0;

const DIGITS: i32 = 2048;

/**
 * Lets water sink from the highest pixel to the lowest, as `src/watershed/descend.ts` says, and returns how many pixels
 * there are. `mask` (uint8) is 0 for none. By rank: `pixels` (uint32), `isPeak` (uint8) and `roots` (uint32), the highest rank
 * that belongs together. `scratch` has room for 12 bytes for each pixel of the closed planes, and `sorting` for 16 for each pixel
 * of the mask, and 24,576 bytes.
 */
export function descendPlane(
  type: i32,
  landscape: usize,
  mask: usize,
  height: i32,
  width: i32,
  least: f64,
  relative: f64,
  pixels: usize,
  isPeak: usize,
  roots: usize,
  scratch: usize,
  sorting: usize,
): u32 {
  stride = <usize>width + 2;
  const samples = stride * <usize>(height + 2);
  levels = scratch;
  ranks = scratch + 8 * samples;
  prominence = least;
  relativeProminence = relative;
  peaks = isPeak;
  basins = roots;
  memory.fill(ranks, 0xff, 4 * samples);
  const pairs = sorting + 12 * <usize>DIGITS;
  let count: u32 = 0;
  if (type === UINT8) count = collect<u8>(landscape, mask, height, width, pairs);
  else if (type === UINT16) count = collect<u16>(landscape, mask, height, width, pairs);
  else if (type === UINT32) count = collect<u32>(landscape, mask, height, width, pairs);
  else if (type === INT32) count = collect<i32>(landscape, mask, height, width, pairs);
  else if (type === FLOAT32) count = collect<f32>(landscape, mask, height, width, pairs);
  else if (type === FLOAT64) count = collect<f64>(landscape, mask, height, width, pairs);
  const sorted = sortPairs(pairs, pairs + 8 * <usize>count, count, sorting);
  // The half that is not sorted is free again.
  places = sorted === pairs ? pairs + 8 * <usize>count : pairs;
  islands = places + 4 * <usize>count;
  for (let rank: u32 = 0; rank < count; rank++) {
    const place = load<u32>(sorted + 8 * <usize>rank);
    store<u32>(places + 4 * <usize>rank, place);
    const y = place / <u32>stride;
    store<u32>(pixels + 4 * <usize>rank, (y - 1) * <u32>width + (place - y * <u32>stride) - 1);
  }
  for (let rank: u32 = 0; rank < count; rank++) emerge(rank);
  for (let rank: u32 = 0; rank < count; rank++) {
    const place = basins + 4 * <usize>rank;
    store<u32>(place, load<u32>(basins + 4 * <usize>load<u32>(place)));
  }
  return count;
}

/** Writes the place of each pixel of the mask, and above it a key that orders the highest first. */
function collect<T>(landscape: usize, mask: usize, height: i32, width: i32, pairs: usize): u32 {
  let count: u32 = 0;
  for (let y = 0; y < height; y++) {
    let i = <usize>y * <usize>width;
    let place = <usize>(y + 1) * stride + 1;
    for (let x = 0; x < width; x++, i++, place++) {
      if (mask !== 0 && load<u8>(mask + i) === 0) continue;
      const level = <f64>load<T>(landscape + i * sizeof<T>());
      store<f64>(levels + 8 * place, level);
      const bits = reinterpret<u32>(-(<f32>level) + 0);
      store<u32>(pairs + 8 * <usize>count, <u32>place);
      store<u32>(pairs + 8 * <usize>count, bits >> 31 ? ~bits : bits ^ 0x80000000, 4);
      count++;
    }
  }
  return count;
}

/** Sorts pairs by their upper halves, equal ones as they came; returns which of the two areas holds them then. */
function sortPairs(from: usize, to: usize, count: u32, starts: usize): usize {
  for (let shift: u64 = 32; shift < 64; shift += 11) {
    memory.fill(starts, 0, 4 * <usize>DIGITS);
    for (let i: u32 = 0; i < count; i++) {
      const place = starts + 4 * digitOf(load<u64>(from + 8 * <usize>i), shift);
      store<u32>(place, load<u32>(place) + 1);
    }
    let before: u32 = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const place = starts + 4 * <usize>digit;
      const here = load<u32>(place);
      store<u32>(place, before);
      before += here;
    }
    for (let i: u32 = 0; i < count; i++) {
      const pair = load<u64>(from + 8 * <usize>i);
      const place = starts + 4 * digitOf(pair, shift);
      const next = load<u32>(place);
      store<u64>(to + 8 * <usize>next, pair);
      store<u32>(place, next + 1);
    }
    const swapped = from;
    from = to;
    to = swapped;
  }
  return from;
}

function digitOf(pair: u64, shift: u64): usize {
  return <usize>((pair >> shift) & <u64>(DIGITS - 1));
}

function emerge(rank: u32): void {
  const place = <usize>load<u32>(places + 4 * <usize>rank);
  const above = ranks + 4 * (place - stride - 1);
  const here = ranks + 4 * (place - 1);
  const below = ranks + 4 * (place + stride - 1);
  store<u32>(ranks + 4 * place, rank);
  store<u32>(basins + 4 * <usize>rank, rank);
  store<u32>(islands + 4 * <usize>rank, rank);
  let highest = min(min(load<u32>(above), load<u32>(above, 4)), min(load<u32>(above, 8), load<u32>(here)));
  highest = min(highest, min(min(load<u32>(here, 8), load<u32>(below)), min(load<u32>(below, 4), load<u32>(below, 8))));
  // What has not emerged has the greatest rank that there is.
  store<u8>(peaks + <usize>rank, highest === u32.MAX_VALUE ? 1 : 0);
  if (highest === u32.MAX_VALUE) return;
  merge(basins, rank, highest);
  merge(islands, rank, highest);
  const level = load<f64>(levels + 8 * place);
  meet(rank, load<u32>(above), level);
  meet(rank, load<u32>(above, 4), level);
  meet(rank, load<u32>(above, 8), level);
  meet(rank, load<u32>(here), level);
  meet(rank, load<u32>(here, 8), level);
  meet(rank, load<u32>(below), level);
  meet(rank, load<u32>(below, 4), level);
  meet(rank, load<u32>(below, 8), level);
}

function meet(rank: u32, neighbour: u32, level: f64): void {
  if (neighbour === u32.MAX_VALUE) return;
  const island = rootOf(islands, rank);
  const other = rootOf(islands, neighbour);
  if (island === other) return;
  const lower = max(island, other);
  const top = load<f64>(levels + 8 * <usize>load<u32>(places + 4 * <usize>lower));
  if (top - level < max(prominence, relativeProminence * top)) {
    store<u8>(peaks + <usize>lower, 0);
    merge(basins, lower, lower === island ? neighbour : rank);
  }
  merge(islands, island, other);
}

// Sets of ranks that can only merge; the least of a set is its root.

function rootOf(parents: usize, member: u32): u32 {
  let parent = load<u32>(parents + 4 * <usize>member);
  while (parent !== member) {
    const next = load<u32>(parents + 4 * <usize>parent);
    store<u32>(parents + 4 * <usize>member, next);
    member = next;
    parent = load<u32>(parents + 4 * <usize>member);
  }
  return member;
}

function merge(parents: usize, a: u32, b: u32): void {
  const first = rootOf(parents, a);
  const second = rootOf(parents, b);
  store<u32>(parents + 4 * <usize>max(first, second), min(first, second));
}
