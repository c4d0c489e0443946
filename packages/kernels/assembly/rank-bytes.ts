import { reflected } from "./memory";

// Histograms of columns (Perreault and Hébert 2007): each column keeps the counts of its last 2 · radius + 1 samples, a window is a sum of
// columns, and going on by a pixel adds one column and takes one away, whatever the radius. Counts are of 16 groups of 16 values, and
// of the values; those of a group are brought up to date only where the result lies in it.

const GROUPS: usize = 16;
const GROUP_BYTES: usize = 32;
/** The groups' counts, then those of values, uint16. */
const COLUMN_BYTES: usize = 2 * 16 + 2 * 256;
/** The columns that are worked on together stay in the cache of a core. */
const CACHED_BYTES: i32 = 0x60000;
const window = memory.data(2 * 16 + 2 * 256, 16);
/** For which pixel of a row a group's values were counted last, of each group. */
const counted = memory.data(4 * 16, 16);
const sums = memory.data(2 * 16, 16);

/** How many columns of a plane are worked on together, besides `radius` to either side. */
export function rankedColumns(width: i32, radius: i32): i32 {
  const most = CACHED_BYTES / <i32>COLUMN_BYTES - 2 * radius;
  return min(width, max(most, 64));
}

/**
 * The uint8 sample of each neighbourhood of `2 · radius + 1` pixels (at most 255) to a side that `rank` others precede in sorted order;
 * edges are mirrored. `columns` has room for 544 bytes for each of {@link rankedColumns} and for those to either side.
 */
export function rankOfBytes(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  radius: i32,
  rank: i32,
  columns: usize,
): void {
  const most = rankedColumns(width, radius);
  for (let left = 0; left < width; left += most) {
    rankStrip(source, target, height, width, left, min(most, width - left), radius, rank, columns);
  }
}

function rankStrip(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  left: i32,
  length: i32,
  radius: i32,
  rank: i32,
  columns: usize,
): void {
  memory.fill(columns, 0, <usize>(length + 2 * radius) * COLUMN_BYTES);
  for (let y = -radius; y < radius; y++) countRow(source, y, height, width, left - radius, length, radius, columns, 1);
  for (let y = 0; y < height; y++) {
    countRow(source, y + radius, height, width, left - radius, length, radius, columns, 1);
    rankRow(columns, target + <usize>y * <usize>width + <usize>left, length, radius, rank);
    countRow(source, y - radius, height, width, left - radius, length, radius, columns, <u16>-1);
  }
}

function countRow(
  source: usize,
  y: i32,
  height: i32,
  width: i32,
  first: i32,
  length: i32,
  radius: i32,
  columns: usize,
  change: u16,
): void {
  const row = source + <usize>reflected(y, height) * <usize>width;
  let column = columns;
  for (let x = first; x < first + length + 2 * radius; x++) {
    const value = <usize>load<u8>(row + <usize>reflected(x, width));
    const group = column + 2 * (value >> 4);
    const place = column + GROUP_BYTES + 2 * value;
    store<u16>(group, load<u16>(group) + change);
    store<u16>(place, load<u16>(place) + change);
    column += COLUMN_BYTES;
  }
}

function rankRow(columns: usize, target: usize, length: i32, radius: i32, rank: i32): void {
  const span = <usize>(2 * radius + 1);
  let low = i16x8.splat(0);
  let high = i16x8.splat(0);
  for (let x: usize = 0; x + 1 < span; x++) {
    low = i16x8.add(low, v128.load(columns + x * COLUMN_BYTES));
    high = i16x8.add(high, v128.load(columns + x * COLUMN_BYTES, 16));
  }
  // No group was counted for a pixel of this row.
  for (let group: usize = 0; group < GROUPS; group++) store<i32>(counted + 4 * group, -1 - <i32>span);
  for (let x = 0; x < length; x++) {
    const entering = columns + (<usize>x + span - 1) * COLUMN_BYTES;
    low = i16x8.add(low, v128.load(entering));
    high = i16x8.add(high, v128.load(entering, 16));
    const group = placeOf(low, high, <u16>rank);
    const before = group > 0 ? <i32>load<u16>(sums + 2 * <usize>(group - 1)) : 0;
    const values = countGroup(columns, x, <i32>span, group);
    const value = placeOf(v128.load(values), v128.load(values, 16), <u16>(rank - before));
    store<u8>(target + <usize>x, <u8>((group << 4) + value));
    const leaving = columns + <usize>x * COLUMN_BYTES;
    low = i16x8.sub(low, v128.load(leaving));
    high = i16x8.sub(high, v128.load(leaving, 16));
  }
}

/** The first of 16 counts up to which there are more than `rank`; leaves their running sums. */
function placeOf(low: v128, high: v128, rank: u16): i32 {
  const first = runningSums(low);
  const all = i16x8.splat(<i16>i16x8.extract_lane_u(first, 7));
  const second = i16x8.add(runningSums(high), all);
  v128.store(sums, first);
  v128.store(sums, second, 16);
  const bound = i16x8.splat(<i16>rank);
  const isAbove = i8x16.narrow_i16x8_s(i16x8.gt_u(first, bound), i16x8.gt_u(second, bound));
  return ctz(i8x16.bitmask(isAbove));
}

function runningSums(counts: v128): v128 {
  const none = i16x8.splat(0);
  let sum = i16x8.add(counts, v128.shuffle<i16>(none, counts, 7, 8, 9, 10, 11, 12, 13, 14));
  sum = i16x8.add(sum, v128.shuffle<i16>(none, sum, 6, 7, 8, 9, 10, 11, 12, 13));
  return i16x8.add(sum, v128.shuffle<i16>(none, sum, 4, 5, 6, 7, 8, 9, 10, 11));
}

/** The address of the counts of a group's values in the window around pixel `x`, brought up to date. */
function countGroup(columns: usize, x: i32, span: i32, group: i32): usize {
  const at = GROUP_BYTES + 32 * <usize>group;
  const values = window + at;
  const last = load<i32>(counted + 4 * <usize>group);
  store<i32>(counted + 4 * <usize>group, x);
  let low = i16x8.splat(0);
  let high = i16x8.splat(0);
  if (2 * (x - last) > span) {
    for (let i = x; i < x + span; i++) {
      const column = columns + <usize>i * COLUMN_BYTES + at;
      low = i16x8.add(low, v128.load(column));
      high = i16x8.add(high, v128.load(column, 16));
    }
  } else {
    low = v128.load(values);
    high = v128.load(values, 16);
    for (let i = last; i < x; i++) {
      const leaving = columns + <usize>i * COLUMN_BYTES + at;
      const entering = leaving + <usize>span * COLUMN_BYTES;
      low = i16x8.add(low, i16x8.sub(v128.load(entering), v128.load(leaving)));
      high = i16x8.add(high, i16x8.sub(v128.load(entering, 16), v128.load(leaving, 16)));
    }
  }
  v128.store(values, low);
  v128.store(values, high, 16);
  return values;
}
