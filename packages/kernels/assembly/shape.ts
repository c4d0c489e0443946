import { bottom, end, enterRegion, first, INSIDE, left, markRegion, right, top } from "./region-box";

// Of each region 16 float64: area, bounds, sums of the places of its pixels within its box, counts of border pixels by the
// length of contour that they stand for, and the area of its hull.
const RECORD: usize = 128;

/**
 * Measures regions, whose pixels (uint32, in raster order) stand at `pixels` one after the other and end at `ends`, into `target`.
 * `box` has room for the pixels of the plane with a border one wide, `rows` for 6 float64 for each row and one more.
 */
export function measureShapes(
  pixels: usize,
  ends: usize,
  count: i32,
  width: u32,
  box: usize,
  rows: usize,
  target: usize,
): void {
  let from = pixels;
  for (let i: usize = 0; i < <usize>count; i++) {
    const to = pixels + 4 * <usize>load<u32>(ends + 4 * i);
    const record = target + i * RECORD;
    enterRegion(from, to, width);
    from = to;
    store<f64>(record, <f64>((end - first) >> 2));
    store<f64>(record, <f64>left, 8);
    store<f64>(record, <f64>top, 16);
    store<f64>(record, <f64>right, 24);
    store<f64>(record, <f64>bottom, 32);
    sumPlaces(width, record);
    countContour(width, box, record);
    store<f64>(record, hullArea(width, rows), 120);
  }
}

/** Sums of whole numbers are exact in any order. */
function sumPlaces(width: u32, record: usize): void {
  let sumX: f64 = 0;
  let sumY: f64 = 0;
  let sumXx: f64 = 0;
  let sumYy: f64 = 0;
  let sumXy: f64 = 0;
  let row: u32 = top * width;
  let dy: f64 = 0;
  for (let pixel = first; pixel < end; pixel += 4) {
    let x = load<u32>(pixel) - row;
    if (x >= width) {
      const y = load<u32>(pixel) / width;
      row = y * width;
      dy = <f64>(y - top);
      x = load<u32>(pixel) - row;
    }
    const dx = <f64>(x - left);
    sumX += dx;
    sumY += dy;
    sumXx += dx * dx;
    sumYy += dy * dy;
    sumXy += dx * dy;
  }
  store<f64>(record, sumX, 40);
  store<f64>(record, sumY, 48);
  store<f64>(record, sumXx, 56);
  store<f64>(record, sumYy, 64);
  store<f64>(record, sumXy, 72);
}

const BORDER: u32 = 2;

/** Counts border pixels by 10 · corner neighbours + 2 · edge neighbours on the border + 1, as `src/measure/region-shapes.ts` needs them. */
function countContour(width: u32, box: usize, record: usize): void {
  // A margin of one pixel around the region spares bounds checks.
  const stride = <usize>(right - left + 3);
  markRegion(width, box, stride);
  const last = box + stride * <usize>(bottom - top + 2);
  for (let place = box + stride; place < last; place++) {
    if (load<u8>(place) === 0) continue;
    const isInner =
      load<u8>(place - 1) & load<u8>(place + 1) & load<u8>(place - stride) & load<u8>(place + stride) & INSIDE;
    if (!isInner) store<u8>(place, INSIDE | BORDER);
  }
  memory.fill(record + 80, 0, 40);
  for (let place = box + stride; place < last; place++) {
    if (load<u8>(place) & BORDER) countPixel(codeAt(place, stride), record);
  }
}

function codeAt(place: usize, stride: usize): u32 {
  const above = place - stride;
  const below = place + stride;
  const edges =
    (<u32>load<u8>(place - 1) & BORDER) +
    (<u32>load<u8>(place + 1) & BORDER) +
    (<u32>load<u8>(above) & BORDER) +
    (<u32>load<u8>(below) & BORDER);
  const corners =
    (<u32>load<u8>(above - 1) & BORDER) +
    (<u32>load<u8>(above + 1) & BORDER) +
    (<u32>load<u8>(below - 1) & BORDER) +
    (<u32>load<u8>(below + 1) & BORDER);
  return 1 + edges + 5 * corners;
}

function countPixel(code: u32, record: usize): void {
  let counter = record;
  if (code === 5 || code === 7 || code === 15 || code === 17 || code === 25 || code === 27) counter += 80;
  else if (code === 21) counter += 88;
  else if (code === 33) counter += 96;
  else if (code === 13) counter += 104;
  else if (code === 23) counter += 112;
  else return;
  store<f64>(counter, load<f64>(counter) + 1);
}

/**
 * How many pixel centres the convex hull of the region covers, its border included. The hull is drawn around the middles of
 * the pixels' edges; all is exact, in whole numbers.
 */
function hullArea(width: u32, rows: usize): f64 {
  const height = bottom - top + 1;
  const rightEnds = rows + 8 * <usize>height;
  const scratch = rightEnds + 8 * <usize>height;
  for (let row = rows; row < scratch; row += 8) store<f64>(row, Infinity);
  for (let pixel = first; pixel < end; pixel += 4) {
    const y = load<u32>(pixel) / width;
    const x = <f64>(load<u32>(pixel) - y * width);
    const row = rows + 8 * <usize>(y - top);
    store<f64>(row, min(load<f64>(row), x));
    store<f64>(row + 8 * <usize>height, min(load<f64>(row + 8 * <usize>height), -x));
  }
  return <f64>height - sumOfLimits(rows, <i32>height, scratch) - sumOfLimits(rightEnds, <i32>height, scratch);
}

/** The sum over rows of the least whole x of the hull, given the least x of the region there. */
function sumOfLimits(ends: usize, height: i32, points: usize): f64 {
  halfPixelPoints(ends, height, points);
  const vertices = points + 8 * <usize>(2 * height + 1);
  const count = hullOf(points, 2 * height + 1, vertices);
  let sum: f64 = 0;
  let segment = 0;
  for (let row = 0; row < height; row++) {
    const y = 2 * row + 1;
    while (segment + 2 < count && vertexAt(vertices, segment + 1) < y) segment++;
    const from = vertexAt(vertices, segment);
    const to = vertexAt(vertices, segment + 1);
    const start = pointAt(points, from);
    const scaled = start * <f64>(to - from) + (pointAt(points, to) - start) * <f64>(y - from);
    sum += Math.ceil(scaled / <f64>(2 * (to - from)));
  }
  return sum;
}

/** The middles of the pixels' edges in half pixels: index y holds the least x at height (y − 1) / 2. */
function halfPixelPoints(ends: usize, height: i32, points: usize): void {
  store<f64>(points, Infinity);
  for (let row = 0; row < height; row++) {
    const x = 2 * load<f64>(ends + 8 * <usize>row);
    const place = points + 16 * <usize>row;
    store<f64>(place, min(load<f64>(place), x));
    store<f64>(place, x - 1, 8);
    store<f64>(place, x, 16);
  }
}

function hullOf(points: usize, length: i32, vertices: usize): i32 {
  let count = 0;
  for (let y = 0; y < length; y++) {
    if (pointAt(points, y) === Infinity) continue;
    while (count > 1 && !bendsLeft(points, vertexAt(vertices, count - 2), vertexAt(vertices, count - 1), y)) count--;
    store<i32>(vertices + 4 * <usize>count, y);
    count++;
  }
  return count;
}

function vertexAt(vertices: usize, i: i32): i32 {
  return load<i32>(vertices + 4 * <usize>i);
}

function pointAt(points: usize, y: i32): f64 {
  return load<f64>(points + 8 * <usize>y);
}

/** Does the hull turn outwards at `middle`, on the way from `from` to `to`? */
function bendsLeft(points: usize, from: i32, middle: i32, to: i32): bool {
  const start = pointAt(points, from);
  return (pointAt(points, middle) - start) * <f64>(to - from) < (pointAt(points, to) - start) * <f64>(middle - from);
}
