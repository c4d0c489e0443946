import { reflected } from "./memory";

// A moving histogram (Huang 1979) of the numbers 0 … levels − 1, with counts of 64 of them at once besides, so that gaps are skipped.
const GROUP_BITS: u32 = 6;

// The number of the rank asked for last, and how many members lie below it.
let value: u32 = 0;
let below: i32 = 0;

/**
 * The number (uint16 or uint32) of each neighbourhood of `2 · radius + 1` pixels to a side that `rank` others precede in sorted order; edges are
 * mirrored. `counts` has room for an uint32 for each of the levels and one more, `groups` for a 64th of that, `rows` for a row's
 * address for each row of the neighbourhood.
 */
export function rankOfNumbers<T>(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  radius: i32,
  rank: i32,
  levels: i32,
  counts: usize,
  groups: usize,
  rows: usize,
): void {
  memory.fill(counts, 0, 4 * <usize>(levels + 1));
  memory.fill(groups, 0, 4 * <usize>((levels >> GROUP_BITS) + 1));
  const span = 2 * radius + 1;
  const end = rows + 4 * <usize>span;
  value = 0;
  below = 0;
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < span; i++) {
      const row = source + <usize>reflected(y + i - radius, height) * <usize>width * sizeof<T>();
      store<u32>(rows + 4 * <usize>i, <u32>row);
    }
    for (let x = -radius; x < radius; x++) change<T>(rows, end, reflected(x, width), counts, groups, 1);
    for (let x = 0; x < width; x++) {
      change<T>(rows, end, reflected(x + radius, width), counts, groups, 1);
      find(rank, counts, groups);
      store<T>(target + (<usize>y * <usize>width + <usize>x) * sizeof<T>(), <T>value);
      change<T>(rows, end, reflected(x - radius, width), counts, groups, -1);
    }
    for (let x = width - radius; x < width + radius; x++) {
      change<T>(rows, end, reflected(x, width), counts, groups, -1);
    }
  }
}

/** Adds a column to the histogram, or takes one away. */
function change<T>(rows: usize, end: usize, x: i32, counts: usize, groups: usize, by: i32): void {
  const at = <usize>x * sizeof<T>();
  const current = value;
  let lower = 0;
  for (let row = rows; row < end; row += 4) {
    const member = <u32>load<T>(<usize>load<u32>(row) + at);
    const count = counts + 4 * <usize>member;
    const group = groups + 4 * <usize>(member >> GROUP_BITS);
    store<i32>(count, load<i32>(count) + by);
    store<i32>(group, load<i32>(group) + by);
    lower += i32(member < current);
  }
  below += by * lower;
}

function find(rank: i32, counts: usize, groups: usize): void {
  let current = value;
  let lower = below;
  const within: u32 = (1 << GROUP_BITS) - 1;
  while (lower > rank) {
    const group = load<i32>(groups + 4 * <usize>((current >> GROUP_BITS) - 1));
    if ((current & within) === 0 && lower - group > rank) {
      current -= 1 << GROUP_BITS;
      lower -= group;
    } else lower -= load<i32>(counts + 4 * <usize>--current);
  }
  while (true) {
    const count = load<i32>(counts + 4 * <usize>current);
    if (lower + count > rank) break;
    const group = load<i32>(groups + 4 * <usize>(current >> GROUP_BITS));
    if ((current & within) === 0 && lower + group <= rank) {
      lower += group;
      current += 1 << GROUP_BITS;
    } else {
      lower += count;
      current++;
    }
  }
  value = current;
  below = lower;
}
