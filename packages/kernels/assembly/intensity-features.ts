import { sortValues } from "./radix-sort";
import { bottom, enterRegion, INSIDE, left, markRegion, right, top } from "./region-box";

// Of each region 19 float64: the names in `src/measure/intensity-features.ts` tell which.
const RECORD: usize = 152;
const EDGE: usize = 40;

/**
 * Measures samples in regions, whose pixels (uint32, in raster order) stand at `pixels` one after the other and end at `ends`, into
 * `target`. `box` has room for the pixels of the plane with a border one wide, `values` for 3 float64 for each pixel of the largest region.
 */
export function measureIntensityFeatures<T>(
  data: usize,
  pixels: usize,
  ends: usize,
  count: i32,
  height: u32,
  width: u32,
  box: usize,
  values: usize,
  target: usize,
): void {
  let from = pixels;
  for (let i: usize = 0; i < <usize>count; i++) {
    const to = pixels + 4 * <usize>load<u32>(ends + 4 * i);
    const record = target + i * RECORD;
    for (let place: usize = 0; place < RECORD; place += 8) store<f64>(record + place, NaN);
    if (from < to) {
      const edge = values + 2 * (to - from);
      enterRegion(from, to, width);
      gather<T>(data, from, to, values);
      storeStatistics(values, edge, record);
      storeMass(from, to, width, values, record);
      storeStatistics(edge, gatherEdge(from, to, height, width, box, values, edge), record + EDGE);
      sortValues<T>(values, <i32>((to - from) >> 2), edge);
      storeRanks(values, <i32>((to - from) >> 2), record);
    }
    from = to;
  }
}

function gather<T>(data: usize, from: usize, to: usize, values: usize): void {
  for (let pixel = from; pixel < to; pixel += 4) {
    store<f64>(values, <f64>load<T>(data + <usize>load<u32>(pixel) * sizeof<T>()));
    values += 8;
  }
}

/** Sum, mean, population standard deviation, least and greatest, summed in order; nothing of no values. */
function storeStatistics(values: usize, end: usize, record: usize): void {
  if (values === end) return;
  let sum: f64 = 0;
  let least: f64 = Infinity;
  let greatest: f64 = -Infinity;
  for (let place = values; place < end; place += 8) {
    const value = load<f64>(place);
    sum += value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const count = <f64>((end - values) >> 3);
  const mean = sum / count;
  let squares: f64 = 0;
  for (let place = values; place < end; place += 8) {
    const difference = load<f64>(place) - mean;
    squares += difference * difference;
  }
  store<f64>(record, sum);
  store<f64>(record, mean, 8);
  store<f64>(record, Math.sqrt(squares / count), 16);
  store<f64>(record, least, 24);
  store<f64>(record, greatest, 32);
}

/** Where the brightest pixel is, the first of equals, and the centre of mass; the sum of the values is stored already. */
function storeMass(from: usize, to: usize, width: u32, values: usize, record: usize): void {
  let massX: f64 = 0;
  let massY: f64 = 0;
  let sumX: f64 = 0;
  let sumY: f64 = 0;
  let brightest = load<f64>(values);
  let brightestPixel = from;
  let row: u32 = top * width;
  let y = <f64>top;
  for (let pixel = from; pixel < to; pixel += 4) {
    let column = load<u32>(pixel) - row;
    if (column >= width) {
      row = (load<u32>(pixel) / width) * width;
      y = <f64>(row / width);
      column = load<u32>(pixel) - row;
    }
    const x = <f64>column;
    const value = load<f64>(values + 2 * (pixel - from));
    massX += x * value;
    massY += y * value;
    sumX += x;
    sumY += y;
    if (value > brightest) {
      brightest = value;
      brightestPixel = pixel;
    }
  }
  store<f64>(record, <f64>(load<u32>(brightestPixel) % width), 136);
  store<f64>(record, <f64>(load<u32>(brightestPixel) / width), 144);
  const mass = load<f64>(record);
  if (mass === 0) return;
  const count = <f64>((to - from) >> 2);
  const aside = massX / mass - sumX / count;
  const below = massY / mass - sumY / count;
  store<f64>(record, Math.sqrt(aside * aside + below * below), 112);
  store<f64>(record, massX / mass, 120);
  store<f64>(record, massY / mass, 128);
}

/** Copies the values of those pixels that have an edge neighbour outside of the region to `edge`; returns their end. */
function gatherEdge(from: usize, to: usize, height: u32, width: u32, box: usize, values: usize, edge: usize): usize {
  const stride = <usize>(right - left + 3);
  markRegion(width, box, stride);
  markBeyondPlane(height, width, box, stride);
  let row: u32 = top * width;
  let line = box + stride + 1 - <usize>left;
  for (let pixel = from; pixel < to; pixel += 4) {
    let x = load<u32>(pixel) - row;
    if (x >= width) {
      const y = load<u32>(pixel) / width;
      row = y * width;
      x = load<u32>(pixel) - row;
      line = box + stride * <usize>(y - top + 1) + 1 - <usize>left;
    }
    const place = line + <usize>x;
    const isInner =
      load<u8>(place - 1) & load<u8>(place + 1) & load<u8>(place - stride) & load<u8>(place + stride) & <u8>INSIDE;
    store<f64>(edge, load<f64>(values + 2 * (pixel - from)));
    edge += isInner ? 0 : 8;
  }
  return edge;
}

/** What lies beyond the plane makes no edge. */
function markBeyondPlane(height: u32, width: u32, box: usize, stride: usize): void {
  const rows = <usize>(bottom - top + 3);
  if (top === 0) memory.fill(box, <u8>INSIDE, stride);
  if (bottom === height - 1) memory.fill(box + stride * (rows - 1), <u8>INSIDE, stride);
  for (let line = box; line < box + stride * rows; line += stride) {
    if (left === 0) store<u8>(line, INSIDE);
    if (right === width - 1) store<u8>(line + stride - 1, INSIDE);
  }
}

function storeRanks(sorted: usize, count: i32, record: usize): void {
  const median = percentileOfSorted(sorted, count, 50);
  store<f64>(record, percentileOfSorted(sorted, count, 25), 80);
  store<f64>(record, median, 88);
  store<f64>(record, percentileOfSorted(sorted, count, 75), 96);
  store<f64>(record, medianDeviation(sorted, count, median), 104);
}

function percentileOfSorted(sorted: usize, count: i32, percentage: f64): f64 {
  const place = (percentage / 100) * <f64>(count - 1);
  const below = <i32>Math.floor(place);
  const low = load<f64>(sorted + 8 * <usize>below);
  const high = load<f64>(sorted + 8 * <usize>min(below + 1, count - 1));
  return low + (high - low) * (place - <f64>below);
}

/** As `src/intensity/median-deviation.ts` finds it. */
function medianDeviation(sorted: usize, count: i32, median: f64): f64 {
  let low = sorted;
  let high = sorted + 8 * <usize>(count - 1);
  let last: f64 = 0;
  let before: f64 = 0;
  for (let steps = count >> 1; steps >= 0; steps--) {
    before = last;
    const below = median - load<f64>(low);
    const above = load<f64>(high) - median;
    last = max(below, above);
    const isBelow = <usize>(below > above);
    low += 8 * isBelow;
    high -= 8 - 8 * isBelow;
  }
  return count % 2 === 1 ? last : (before + last) / 2;
}
