import { greatest } from "./vector";

/** The most neighbours of a pixel. */
const AROUND: i32 = 8;
const steps = memory.data(4 * 8);
const LEVELS: i32 = 0x10000;

/**
 * Grows the plane at `seed` under that at `mask` (two scans as in Vincent 1993, then from the highest level down), over 8 or 4 neighbours,
 * into `target`. `grown` and `limit` have room for the planes with a frame of one pixel, `waiting` for as many bytes as these have
 * samples, `lists` for 65,536 uint32 and two per sample. False, and nothing done, where the seed exceeds the mask or one of them is NaN.
 */
export function reconstructPlane<T>(
  seed: usize,
  mask: usize,
  target: usize,
  height: i32,
  width: i32,
  connectivity: i32,
  grown: usize,
  limit: usize,
  waiting: usize,
  lists: usize,
): bool {
  const beyond: T = isFloat<T>() ? <T>-Infinity : isSigned<T>() ? <T>i32.MIN_VALUE : <T>0;
  if (!isBelow<T>(seed, mask, height * width)) return false;
  frame<T>(seed, grown, height, width, beyond);
  frame<T>(mask, limit, height, width, beyond);
  const row = width + 2;
  for (let y = 1; y <= height; y++) {
    const start = <usize>(y * row + 1) * sizeof<T>();
    raiseTo<T>(grown + start, grown + start - <usize>row * sizeof<T>(), width, connectivity);
    scanForward<T>(grown + start, limit + start, width);
  }
  for (let y = height; y > 0; y--) {
    const start = <usize>(y * row + 1) * sizeof<T>();
    raiseTo<T>(grown + start, grown + start + <usize>row * sizeof<T>(), width, connectivity);
    scanBackward<T>(grown + start, limit + start, width);
  }
  settle<T>(grown, limit, height, row, connectivity, waiting, lists);
  const bytes = <usize>width * sizeof<T>();
  for (let y = 0; y < height; y++) {
    memory.copy(target + <usize>y * bytes, grown + <usize>((y + 1) * row + 1) * sizeof<T>(), bytes);
  }
  return true;
}

function isBelow<T>(seed: usize, mask: usize, samples: i32): bool {
  const lanes = 16 / <i32>sizeof<T>();
  const whole = samples - (samples % lanes);
  for (let i: usize = 0; i < <usize>whole * sizeof<T>(); i += 16) {
    if (!i8x16.all_true(v128.le<T>(v128.load(seed + i), v128.load(mask + i)))) return false;
  }
  for (let i = <usize>whole * sizeof<T>(); i < <usize>samples * sizeof<T>(); i += sizeof<T>()) {
    if (!(load<T>(seed + i) <= load<T>(mask + i))) return false;
  }
  return true;
}

/** Puts the least value around the samples: no neighbour needs to be asked whether it is there, and none raises another from outside. */
function frame<T>(source: usize, target: usize, height: i32, width: i32, beyond: T): void {
  const row = <usize>(width + 2) * sizeof<T>();
  const bytes = <usize>width * sizeof<T>();
  const last = target + <usize>(height + 1) * row;
  for (let i: usize = 0; i < row; i += sizeof<T>()) {
    store<T>(target + i, beyond);
    store<T>(last + i, beyond);
  }
  for (let y = 0; y < height; y++) {
    const to = target + <usize>(y + 1) * row;
    store<T>(to, beyond);
    memory.copy(to + sizeof<T>(), source + <usize>y * bytes, bytes);
    store<T>(to + row - sizeof<T>(), beyond);
  }
}

/** Raises the pixels of a row to those of the row beside it that are their neighbours; the frame at its end stays. */
function raiseTo<T>(row: usize, beside: usize, width: i32, connectivity: i32): void {
  const lanes = 16 / <i32>sizeof<T>();
  const whole = width - (width % lanes);
  for (let at: usize = 0; at < <usize>whole * sizeof<T>(); at += 16) {
    let highest = greatest<T>(v128.load(row + at), v128.load(beside + at));
    if (connectivity === AROUND) {
      const sides = greatest<T>(v128.load(beside + at - sizeof<T>()), v128.load(beside + at + sizeof<T>()));
      highest = greatest<T>(highest, sides);
    }
    v128.store(row + at, highest);
  }
  for (let x = whole; x < width; x++) {
    const at = <usize>x * sizeof<T>();
    let highest = higher<T>(load<T>(row + at), load<T>(beside + at));
    if (connectivity === AROUND) {
      highest = higher<T>(highest, load<T>(beside + at - sizeof<T>()));
      highest = higher<T>(highest, load<T>(beside + at + sizeof<T>()));
    }
    store<T>(row + at, highest);
  }
}

function higher<T>(a: T, b: T): T {
  return a < b ? b : a;
}

function lower<T>(a: T, b: T): T {
  return a < b ? a : b;
}

function scanForward<T>(row: usize, limit: usize, width: i32): void {
  const end = <usize>width * sizeof<T>();
  let level = load<T>(row - sizeof<T>());
  for (let at: usize = 0; at < end; at += sizeof<T>()) {
    const bound = load<T>(limit + at);
    level = higher<T>(level, load<T>(row + at));
    level = lower<T>(bound, level);
    store<T>(row + at, level);
  }
}

function scanBackward<T>(row: usize, limit: usize, width: i32): void {
  let level = load<T>(row + <usize>width * sizeof<T>());
  for (let x = width - 1; x >= 0; x--) {
    const at = <usize>x * sizeof<T>();
    const bound = load<T>(limit + at);
    level = higher<T>(level, load<T>(row + at));
    level = lower<T>(bound, level);
    store<T>(row + at, level);
  }
}

/**
 * Passes on what the scans left, from pixels that still exceed a neighbour below its mask: the highest first, so that hardly one is raised
 * twice. Pixels wait in lists by level; one that waited from the beginning and is raised waits in a second one as well.
 */
function settle<T>(
  grown: usize,
  limit: usize,
  height: i32,
  row: i32,
  connectivity: i32,
  waiting: usize,
  lists: usize,
): void {
  const samples = row * (height + 2);
  memory.fill(waiting, 0, samples);
  memory.fill(lists, 0, 4 * LEVELS);
  const next = lists + 4 * LEVELS;
  listSteps(row, connectivity);
  findLevels<T>(limit, height, row);
  const highest = listLeft<T>(grown, limit, height, row, connectivity, lists, next);
  for (let level = highest; level >= 0; level--) {
    const head = lists + 4 * <usize>level;
    while (load<u32>(head) !== 0) {
      // 0 ends a list: a pixel is in it as its number, or as that and the number of samples.
      let i = load<i32>(head);
      store<u32>(head, load<u32>(next + 4 * <usize>i));
      if (i >= samples) {
        i -= samples;
        store<u8>(waiting + <usize>i, 0);
      }
      const value = load<T>(grown + <usize>i * sizeof<T>());
      for (let n = 0; n < connectivity; n++) {
        const j = <usize>(i + load<i32>(steps + 4 * <usize>n));
        if (!isRaised<T>(grown, limit, j, value)) continue;
        const raised = lower<T>(load<T>(limit + j * sizeof<T>()), value);
        store<T>(grown + j * sizeof<T>(), raised);
        if (load<u8>(waiting + j) !== 0) continue;
        store<u8>(waiting + j, 1);
        put(lists + 4 * <usize>levelOf<T>(raised), <u32>j + <u32>samples, next);
      }
    }
  }
}

function put(head: usize, entry: u32, next: usize): void {
  store<u32>(next + 4 * <usize>entry, load<u32>(head));
  store<u32>(head, entry);
}

// The value of level 0 of samples of 32 and 64 bits, and how many levels there are to one.
let lowest: f64 = 0;
let levelsPerOne: f64 = 0;

function findLevels<T>(limit: usize, height: i32, row: i32): void {
  if (sizeof<T>() < 4) return;
  let least: f64 = Infinity;
  let most: f64 = -Infinity;
  for (let i = row; i < row * (height + 1); i++) {
    const value = <f64>load<T>(limit + <usize>i * sizeof<T>());
    if (value < least && value > -Infinity) least = value;
    if (value > most && value < Infinity) most = value;
  }
  lowest = least;
  levelsPerOne = most > least ? (LEVELS - 1) / (most - least) : 0;
}

/** A number of 16 bits that never falls as samples rise. */
function levelOf<T>(value: T): i32 {
  if (sizeof<T>() < 4) return <i32>value;
  return <i32>Math.max(0, Math.min(LEVELS - 1, (<f64>value - lowest) * levelsPerOne));
}

/** The steps to all neighbours: first those that the second scan had not visited when it came to a pixel's row from below. */
function listSteps(row: i32, connectivity: i32): void {
  store<i32>(steps, 1);
  store<i32>(steps, row, 4);
  if (connectivity === AROUND) {
    store<i32>(steps, row - 1, 8);
    store<i32>(steps, row + 1, 12);
  }
  const half = connectivity >> 1;
  for (let n = 0; n < half; n++) {
    store<i32>(steps + 4 * <usize>(half + n), -load<i32>(steps + 4 * <usize>n));
  }
}

function isRaised<T>(grown: usize, limit: usize, j: usize, level: T): bool {
  const own = load<T>(grown + j * sizeof<T>());
  return own < level && own < load<T>(limit + j * sizeof<T>());
}

/** Lists the pixels that still raise one after them; those before a pixel were raised by the second scan. Returns the highest level. */
function listLeft<T>(
  grown: usize,
  limit: usize,
  height: i32,
  row: i32,
  connectivity: i32,
  lists: usize,
  next: usize,
): i32 {
  const lanes = 16 / <i32>sizeof<T>();
  let highest = -1;
  // Beyond the end of a row come its frame and the next one's, which raise nothing and are not raised.
  const last = row * (height + 1) - 1;
  for (let first = row + 1; first < last; first += lanes) {
    if (!raisesOne<T>(grown, limit, first, connectivity)) continue;
    const end = first + lanes < last ? first + lanes : last;
    for (let i = first; i < end; i++) {
      const level = load<T>(grown + <usize>i * sizeof<T>());
      for (let n = 0; n < connectivity >> 1; n++) {
        if (!isRaised<T>(grown, limit, <usize>(i + load<i32>(steps + 4 * <usize>n)), level)) continue;
        const own = levelOf<T>(level);
        put(lists + 4 * <usize>own, i, next);
        highest = max(highest, own);
        break;
      }
    }
  }
  return highest;
}

/** Does one of the pixels of a vector raise one after it? */
function raisesOne<T>(grown: usize, limit: usize, first: i32, connectivity: i32): bool {
  const levels = v128.load(grown + <usize>first * sizeof<T>());
  let raised = i32x4.splat(0);
  for (let n = 0; n < connectivity >> 1; n++) {
    const at = <usize>(first + load<i32>(steps + 4 * <usize>n)) * sizeof<T>();
    const own = v128.load(grown + at);
    raised = v128.or(raised, v128.and(v128.lt<T>(own, levels), v128.lt<T>(own, v128.load(limit + at))));
  }
  return v128.any_true(raised);
}
