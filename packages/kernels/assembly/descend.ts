import { skipBackground } from "./runs";

// By place, with a border one pixel wide that never emerges: the rank of a pixel (uint32). All ones where nothing has emerged.
let emerged: usize = 0;
// By rank: the place of a pixel, and above it the number of the peak that the steepest way up leads to, once it has emerged.
let pixels: usize = 0;
let stride: usize = 0;
// Peaks in the order they emerged: their height (float64), and as uint32 a peak of the same island, one of the same
// basin, whether it counts, and its place.
let peaks: usize = 0;
let peakCount: u32 = 0;
let prominence: f64 = 0;
let relativeProminence: f64 = 0;
let source: usize = 0;

const PEAK: usize = 24;
const ISLAND: usize = 8;
const BASIN: usize = 12;
const COUNTS: usize = 16;
const PLACE: usize = 20;
const NOTHING: u32 = u32.MAX_VALUE;
const DIGITS: usize = 2048;

/**
 * Lets water sink from the highest pixel to the lowest, as `src/watershed/descend.ts` says, and writes into `target` (uint32)
 * the basins of peaks that count, or these peaks alone, numbered from 1 in raster order; returns how many there are. `mask`
 * (uint8) is 0 for none. `closed` has room for a uint32 for each pixel of the closed planes, `summits` for 24 for each peak
 * there can be, and `sorting` for 16 for each pixel of the mask, and 24,576.
 */
export function descendPlane<T>(
  landscape: usize,
  mask: usize,
  height: i32,
  width: i32,
  least: f64,
  relative: f64,
  marksPeaks: bool,
  target: usize,
  closed: usize,
  summits: usize,
  sorting: usize,
): u32 {
  stride = <usize>width + 2;
  emerged = closed;
  peaks = summits;
  peakCount = 0;
  prominence = least;
  relativeProminence = relative;
  source = landscape;
  memory.fill(emerged, 0xff, 4 * stride * <usize>(height + 2));
  sink<T>(mask, height, width, sorting);
  return marksPeaks ? paintPeaks(target, height, width) : paintBasins(mask, target, height, width);
}

function sink<T>(mask: usize, height: i32, width: i32, counts: usize): void {
  const pairs = counts + 12 * DIGITS;
  memory.fill(counts, 0, 12 * DIGITS);
  let count: u32 = 0;
  for (let y = 0; y < height; y++) count = collect<T>(mask, <u32>y, <u32>width, counts, pairs, count);
  pixels = sortPairs(pairs, pairs + 8 * <usize>count, count, counts);
  for (let rank: u32 = 0; rank < count; rank++) emerge<T>(rank, <usize>load<u32>(pixels + 8 * <usize>rank));
}

/** Writes the place of each pixel of a row, and above it a key that orders the highest first; counts the digits of keys. */
function collect<T>(mask: usize, y: u32, width: u32, counts: usize, pairs: usize, count: u32): u32 {
  const row = source + <usize>y * <usize>width * sizeof<T>();
  const open = mask + <usize>y * <usize>width;
  const place = (y + 1) * (width + 2) + 1;
  for (let x: u32 = 0; x < width; x++) {
    if (mask !== 0) {
      x = skipBackground<u8>(open, x, width);
      if (x === width) break;
    }
    const bits = reinterpret<u32>(-(<f32>load<T>(row + <usize>x * sizeof<T>())) + 0);
    const key = bits >> 31 ? ~bits : bits ^ 0x80000000;
    store<u32>(pairs + 8 * <usize>count, place + x);
    store<u32>(pairs + 8 * <usize>count, key, 4);
    countDigit(counts, key & 0x7ff);
    countDigit(counts + 4 * DIGITS, (key >> 11) & 0x7ff);
    countDigit(counts + 8 * DIGITS, key >> 22);
    count++;
  }
  return count;
}

function countDigit(counts: usize, digit: u32): void {
  const place = counts + 4 * <usize>digit;
  store<u32>(place, load<u32>(place) + 1);
}

/** Sorts pairs by their upper halves, equal ones as they came; returns which of the two areas holds them then. */
function sortPairs(from: usize, to: usize, count: u32, counts: usize): usize {
  for (let shift: u64 = 32; shift < 64; shift += 11) {
    let before: u32 = 0;
    for (let digit: usize = 0; digit < DIGITS; digit++) {
      const here = load<u32>(counts + 4 * digit);
      store<u32>(counts + 4 * digit, before);
      before += here;
    }
    for (let i: u32 = 0; i < count; i++) {
      const pair = load<u64>(from + 8 * <usize>i);
      const place = counts + 4 * <usize>((pair >> shift) & 0x7ff);
      const next = load<u32>(place);
      store<u64>(to + 8 * <usize>next, pair);
      store<u32>(place, next + 1);
    }
    const swapped = from;
    from = to;
    to = swapped;
    counts += 4 * DIGITS;
  }
  return from;
}

function emerge<T>(rank: u32, place: usize): void {
  const own = emerged + 4 * place;
  const above = own - 4 * (stride + 1);
  const below = own + 4 * (stride - 1);
  const a = load<u32>(above);
  const b = load<u32>(above, 4);
  const c = load<u32>(above, 8);
  const d = load<u32>(own - 4);
  const e = load<u32>(own, 4);
  const f = load<u32>(below);
  const g = load<u32>(below, 4);
  const h = load<u32>(below, 8);
  store<u32>(own, rank);
  const highest = min(min(min(a, b), min(c, d)), min(min(e, f), min(g, h)));
  const peak = highest === NOTHING ? newPeak<T>(place) : peakOf(highest);
  store<u32>(pixels + 8 * <usize>rank, peak, 4);
  if (highest === NOTHING) return;
  meet<T>(place, peak, a);
  meet<T>(place, peak, b);
  meet<T>(place, peak, c);
  meet<T>(place, peak, d);
  meet<T>(place, peak, e);
  meet<T>(place, peak, f);
  meet<T>(place, peak, g);
  meet<T>(place, peak, h);
}

function peakOf(rank: u32): u32 {
  return load<u32>(pixels + 8 * <usize>rank, 4);
}

function levelAt<T>(place: usize): f64 {
  const y = place / stride;
  return <f64>load<T>(source + ((y - 1) * (stride - 2) + (place - y * stride) - 1) * sizeof<T>());
}

function newPeak<T>(place: usize): u32 {
  const peak = peaks + <usize>peakCount * PEAK;
  store<f64>(peak, levelAt<T>(place));
  store<u32>(peak, peakCount, ISLAND);
  store<u32>(peak, peakCount, BASIN);
  store<u32>(peak, 1, COUNTS);
  store<u32>(peak, <u32>place, PLACE);
  return peakCount++;
}

/** What happens where a pixel of one peak has a neighbour of this rank, which may be of another. */
function meet<T>(place: usize, peak: u32, rank: u32): void {
  if (rank === NOTHING) return;
  const neighbour = peakOf(rank);
  if (neighbour === peak) return;
  const island = rootOf(ISLAND, peak);
  const other = rootOf(ISLAND, neighbour);
  if (island === other) return;
  const lower = peaks + <usize>max(island, other) * PEAK;
  const top = load<f64>(lower);
  if (top - levelAt<T>(place) < max(prominence, relativeProminence * top)) {
    store<u32>(lower, 0, COUNTS);
    merge(BASIN, max(island, other), island > other ? neighbour : peak);
  }
  merge(ISLAND, island, other);
}

// Sets of peaks that can only merge; the least of a set, which is the highest, is its root.

function parentOf(set: usize, peak: u32): u32 {
  return load<u32>(peaks + set + <usize>peak * PEAK);
}

function rootOf(set: usize, member: u32): u32 {
  let parent = parentOf(set, member);
  while (parent !== member) {
    const next = parentOf(set, parent);
    store<u32>(peaks + set + <usize>member * PEAK, next);
    member = next;
    parent = parentOf(set, member);
  }
  return member;
}

function merge(set: usize, a: u32, b: u32): void {
  const first = rootOf(set, a);
  const second = rootOf(set, b);
  store<u32>(peaks + set + <usize>max(first, second) * PEAK, min(first, second));
}

function paintPeaks(target: usize, height: i32, width: i32): u32 {
  memory.fill(target, 0, 4 * <usize>height * <usize>width);
  for (let peak = peaks; peak < peaks + <usize>peakCount * PEAK; peak += PEAK) {
    const place = <usize>load<u32>(peak, PLACE);
    const y = place / stride;
    if (load<u32>(peak, COUNTS)) store<u32>(target + 4 * ((y - 1) * <usize>width + (place - y * stride) - 1), 1);
  }
  const samples = <u32>height * <u32>width;
  let count: u32 = 0;
  for (let i = skipBackground<u32>(target, 0, samples); i < samples; i = skipBackground<u32>(target, i + 1, samples)) {
    store<u32>(target + 4 * <usize>i, ++count);
  }
  return count;
}

function paintBasins(mask: usize, target: usize, height: i32, width: i32): u32 {
  // Islands are no longer asked for: their place holds the numbers of basins, 0 before there is one.
  for (let peak: u32 = 0; peak < peakCount; peak++) {
    store<u32>(peaks + BASIN + <usize>peak * PEAK, parentOf(BASIN, parentOf(BASIN, peak)));
    store<u32>(peaks + ISLAND + <usize>peak * PEAK, 0);
  }
  let count: u32 = 0;
  for (let y = 0; y < height; y++) {
    const ranks = emerged + 4 * (<usize>(y + 1) * stride + 1);
    const first = <usize>y * <usize>width;
    if (mask !== 0) memory.fill(target + 4 * first, 0, 4 * <usize>width);
    for (let x: u32 = 0; x < <u32>width; x++) {
      if (mask !== 0) {
        x = skipBackground<u8>(mask + first, x, width);
        if (x === width) break;
      }
      const number = peaks + ISLAND + <usize>parentOf(BASIN, peakOf(load<u32>(ranks + 4 * <usize>x))) * PEAK;
      if (load<u32>(number) === 0) store<u32>(number, ++count);
      store<u32>(target + 4 * (first + <usize>x), load<u32>(number));
    }
  }
  return count;
}
