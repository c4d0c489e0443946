import { measureDistances } from "./distance";
import { bottom, end, enterRegion, first, left, markRegion, right, top } from "./region-box";

// Of each region 6 float64, in the order of `src/measure/shape-features.ts`.
const RECORD: usize = 48;

/**
 * Measures regions, whose pixels (uint32, in raster order) stand at `pixels` one after the other and end at `ends`, into `target`: their
 * Euler number, what their distances to the outside are, and how far apart two parallel lines are that touch them. `box` has room for 13 bytes
 * for each pixel of the largest region's box with a border one wide, and 8 for each of its columns; `points` for 8 int32 for each row.
 */
export function measureOutlines(
  pixels: usize,
  ends: usize,
  count: i32,
  width: u32,
  box: usize,
  points: usize,
  target: usize,
): void {
  let from = pixels;
  for (let i: usize = 0; i < <usize>count; i++, target += RECORD) {
    const to = pixels + 4 * <usize>load<u32>(ends + 4 * i);
    enterRegion(from, to, width);
    from = to;
    const boxWidth = <i32>(right - left + 3);
    const boxHeight = <i32>(bottom - top + 3);
    const samples = <usize>boxWidth * <usize>boxHeight;
    const mask = box + 12 * samples;
    markRegion(width, mask, boxWidth);
    store<f64>(target, eulerNumber(mask, boxWidth, boxHeight));
    measureDistances<u8>(mask, box, boxHeight, boxWidth, true, box + 8 * samples, mask + samples);
    measureRadii(box, samples, box + 8 * samples, target);
    measureHull(width, points, <usize>(bottom - top + 1), target);
  }
}

/** By squares of 2 × 2 pixels that hold one pixel of the region, three, or two across a corner (Gray, 1971). */
function eulerNumber(mask: usize, width: usize, height: usize): f64 {
  let quarters = 0;
  const last = mask + width * height;
  for (let row = mask + width; row < last; row += width) {
    for (let place = row + 1; place < row + width; place++) {
      const own = <i32>load<u8>(place);
      const across = <i32>load<u8>(place - width - 1);
      const count = across + <i32>load<u8>(place - width) + <i32>load<u8>(place - 1) + own;
      if (count === 1) quarters++;
      else if (count === 3) quarters--;
      else if (count === 2 && across === own) quarters -= 2;
    }
  }
  return <f64>quarters / 4;
}

/** From squared distances, whole numbers less than there are samples: `counts` has room for as many uint32. */
function measureRadii(squares: usize, samples: usize, counts: usize, record: usize): void {
  let greatest: f64 = 0;
  let sum: f64 = 0;
  memory.fill(counts, 0, 4 * samples);
  for (let place = squares; place < squares + 8 * samples; place += 8) {
    const square = load<f64>(place);
    if (square === 0) continue;
    greatest = max(greatest, square);
    sum += Math.sqrt(square);
    const counter = counts + 4 * <usize>square;
    store<u32>(counter, load<u32>(counter) + 1);
  }
  const pixels = <u32>((end - first) >> 2);
  store<f64>(record, Math.sqrt(greatest), 8);
  store<f64>(record, sum / <f64>pixels, 16);
  store<f64>(record, (ranked(counts, (pixels - 1) >> 1) + ranked(counts, pixels >> 1)) / 2, 24);
}

/** The distance of this rank, from how often the square of each occurs. */
function ranked(counts: usize, rank: u32): f64 {
  let value: usize = 0;
  let before: u32 = 0;
  while (before <= rank) before += load<u32>(counts + 4 * ++value);
  return Math.sqrt(<f64>value);
}

/** Down the left side of the region, then up the right one. Corners are pairs of int32. */
function measureHull(width: u32, points: usize, rows: usize, record: usize): void {
  const found = findEnds(width, points, rows);
  const hull = points + 16 * rows;
  const down = chain(points, found, hull, hull);
  let last = chain(points + 8 * (2 * rows - found), found, down, down);
  // Both sides end in the same pixel where a row has only one.
  if (load<u64>(down) === load<u64>(down - 8)) {
    memory.copy(down - 8, down, last - down);
    last -= 8;
  }
  if (last > hull + 8 && load<u64>(last - 8) === load<u64>(hull)) last -= 8;
  measureFeret(hull, last, record);
}

/** The first pixel of each row from top to bottom, and the last one from bottom to top at the end; returns how many rows there are. */
function findEnds(width: u32, points: usize, rows: usize): usize {
  let found: usize = 0;
  let row: u32 = u32.MAX_VALUE;
  for (let pixel = first; pixel < end; pixel += 4) {
    const y = load<u32>(pixel) / width;
    const x = load<u32>(pixel) - y * width;
    if (y !== row) store<u64>(points + 8 * found++, pointOf(x, y));
    store<u64>(points + 8 * (2 * rows - found), pointOf(x, y));
    row = y;
  }
  return found;
}

function pointOf(x: u32, y: u32): u64 {
  return <u64>x | ((<u64>y) << 32);
}

/** Writes those points that turn outwards, from `start` on; returns where they end. */
function chain(points: usize, count: usize, start: usize, last: usize): usize {
  for (let point = points; point < points + 8 * count; point += 8) {
    while (last >= start + 16 && !turns(last, point)) last -= 8;
    store<u64>(last, load<u64>(point));
    last += 8;
  }
  return last;
}

function turns(last: usize, point: usize): bool {
  const ax = load<i32>(last - 16);
  const ay = load<i32>(last - 16, 4);
  const bx = load<i32>(last - 8);
  const by = load<i32>(last - 8, 4);
  return <i64>(bx - ax) * (load<i32>(point, 4) - ay) - <i64>(by - ay) * (load<i32>(point) - ax) < 0;
}

/** The least and the greatest distance between two parallel lines that touch a hull from both sides. */
function measureFeret(hull: usize, last: usize, record: usize): void {
  let least: f64 = Infinity;
  let greatest: f64 = 0;
  for (let corner = hull; corner < last; corner += 8) {
    const next = corner + 8 < last ? corner + 8 : hull;
    const x = load<i32>(corner);
    const y = load<i32>(corner, 4);
    const dx = <f64>(load<i32>(next) - x);
    const dy = <f64>(load<i32>(next, 4) - y);
    let height: f64 = 0;
    for (let other = hull; other < last; other += 8) {
      const toX = <f64>(load<i32>(other) - x);
      const toY = <f64>(load<i32>(other, 4) - y);
      greatest = max(greatest, toX * toX + toY * toY);
      height = max(height, Math.abs(dx * toY - dy * toX));
    }
    least = min(least, height === 0 ? 0 : height / Math.sqrt(dx * dx + dy * dy));
  }
  store<f64>(record, least, 32);
  store<f64>(record, Math.sqrt(greatest), 40);
}
