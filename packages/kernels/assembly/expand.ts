import { buildEnvelope, NONE } from "./distance";

/**
 * Gives each pixel whose squared distance to the nearest labelled one (uint32) is above `least` and at most `most` its label, and
 * 0 to all others: of equally near labels the leftmost, then the uppermost. `columns` has room for as many int32, `nearest` for as
 * many uint32, `envelope` for 2 int32 for each column.
 */
export function growLabels(
  labels: usize,
  target: usize,
  height: i32,
  width: i32,
  least: f64,
  most: f64,
  reach: i32,
  columns: usize,
  nearest: usize,
  envelope: usize,
): void {
  const rowBytes = <usize>width * 4;
  for (let y = 0; y < height; y++) {
    const row = <usize>y * rowBytes;
    fromAbove(labels + row, columns + row, nearest + row, rowBytes, y === 0, reach);
  }
  for (let y = height - 2; y >= 0; y--) {
    const row = <usize>y * rowBytes;
    fromBelow(columns + row, nearest + row, rowBytes, reach);
  }
  for (let y = 0; y < height; y++) {
    const row = <usize>y * rowBytes;
    growRow(columns + row, nearest + row, target + row, width, least, most, reach, envelope, envelope + rowBytes);
  }
}

// Of an object 5 uint32: its label, and the bounds of its pixels: left, top, right, bottom.
const OBJECT: usize = 20;

/**
 * Writes the pixels (uint32) to which {@link growLabels} gives the labels of objects, one object after the other, in raster order, and where
 * those of each end. Each is looked at alone, with what lies around it as far as it matters. `scratch` has room for 16 bytes for each pixel
 * of the largest of these parts, 8 for each of its columns, and 64.
 */
export function drawRings(
  labels: usize,
  height: i32,
  width: i32,
  objects: usize,
  count: i32,
  least: f64,
  most: f64,
  reach: i32,
  scratch: usize,
  pixels: usize,
  ends: usize,
): void {
  let next = pixels;
  for (let i: usize = 0; i < <usize>count; i++) {
    const object = objects + OBJECT * i;
    const x = max(0, load<i32>(object, 4) - 2 * reach);
    const y = max(0, load<i32>(object, 8) - 2 * reach);
    const columns = min(width, load<i32>(object, 12) + 2 * reach + 1) - x;
    const rows = min(height, load<i32>(object, 16) + 2 * reach + 1) - y;
    const first = <usize>y * <usize>width + <usize>x;
    // What is computed in vectors ends up to 12 bytes behind.
    const planeBytes: usize = 4 * <usize>rows * <usize>columns + 16;
    for (let row: usize = 0; row < <usize>rows; row++) {
      memory.copy(scratch + 4 * row * columns, labels + 4 * (first + row * width), 4 * <usize>columns);
    }
    const grown = scratch + planeBytes;
    const nearest = grown + planeBytes;
    const distances = nearest + planeBytes;
    growLabels(scratch, grown, rows, columns, least, most, reach, distances, nearest, distances + planeBytes);
    next = takePixels(grown, rows, columns, load<u32>(object), <u32>first, <u32>width, next);
    store<u32>(ends + 4 * i, <u32>((next - pixels) >> 2));
  }
}

/** Writes the pixels of a label in a part of a plane; returns where they end. */
function takePixels(part: usize, rows: i32, columns: i32, label: u32, first: u32, width: u32, next: usize): usize {
  const same = i32x4.splat(<i32>label);
  for (let row = 0; row < rows; row++, first += width, part += 4 * <usize>columns) {
    for (let x = 0; x < columns; x += 4) {
      const found = i32x4.bitmask(i32x4.eq(v128.load(part + 4 * <usize>x), same));
      if (found === 0) continue;
      for (let lane = 0; lane < min(4, columns - x); lane++) {
        if (!((found >> lane) & 1)) continue;
        store<u32>(next, first + x + lane);
        next += 4;
      }
    }
  }
  return next;
}

/** Per pixel of a row the nearest labelled one above it in its column, its label and its distance, if that is within reach. */
function fromAbove(labels: usize, columns: usize, nearest: usize, rowBytes: usize, isFirst: bool, reach: i32): void {
  // What is written beyond the row the next one overwrites.
  for (let x: usize = 0; x < rowBytes; x += 16) {
    const own = v128.load(labels + x);
    const isOpen = i32x4.eq(own, i32x4.splat(0));
    if (isFirst) {
      v128.store(columns + x, v128.and(isOpen, i32x4.splat(NONE)));
      v128.store(nearest + x, own);
      continue;
    }
    const above = i32x4.add(v128.load(columns + x - rowBytes), i32x4.splat(1));
    const within = v128.bitselect(i32x4.splat(NONE), above, i32x4.gt_s(above, i32x4.splat(reach)));
    v128.store(columns + x, v128.and(isOpen, within));
    v128.store(nearest + x, v128.bitselect(v128.load(nearest + x - rowBytes), own, isOpen));
  }
}

function fromBelow(columns: usize, nearest: usize, rowBytes: usize, reach: i32): void {
  const vectors = rowBytes & ~15;
  for (let x: usize = 0; x < vectors; x += 16) {
    const own = v128.load(columns + x);
    const below = i32x4.add(v128.load(columns + x + rowBytes), i32x4.splat(1));
    const isNearer = v128.and(i32x4.lt_s(below, own), i32x4.le_s(below, i32x4.splat(reach)));
    if (!v128.any_true(isNearer)) continue;
    v128.store(columns + x, v128.bitselect(below, own, isNearer));
    const labels = v128.bitselect(v128.load(nearest + x + rowBytes), v128.load(nearest + x), isNearer);
    v128.store(nearest + x, labels);
  }
  for (let x = vectors; x < rowBytes; x += 4) {
    const below = load<i32>(columns + x + rowBytes) + 1;
    if (below > reach || below >= load<i32>(columns + x)) continue;
    store<i32>(columns + x, below);
    store<u32>(nearest + x, load<u32>(nearest + x + rowBytes));
  }
}

function growRow(
  columns: usize,
  nearest: usize,
  target: usize,
  width: i32,
  least: f64,
  most: f64,
  reach: i32,
  vertices: usize,
  starts: usize,
): void {
  memory.fill(target, 0, 4 * <usize>width);
  const far = min(reach, width);
  let x = 0;
  while (x < width) {
    // Nothing is in reach before the first column that has something, and where two of them lie too far apart to meet.
    const near = skipNone(columns, x, width);
    if (near === width) return;
    const from = max(x, near - far);
    let end = near + 1;
    for (let next = end; next < width && next - end <= 2 * far; next++) {
      if (load<i32>(columns + 4 * <usize>next) !== NONE) end = next + 1;
    }
    x = min(width, end + far);
    const last = buildEnvelope(columns, from, x, vertices, starts);
    paint(columns, nearest, target, x, least, most, vertices, starts, last);
  }
}

function skipNone(columns: usize, x: i32, width: i32): i32 {
  const none = i32x4.splat(NONE);
  while (x + 4 <= width && i32x4.all_true(i32x4.eq(v128.load(columns + 4 * <usize>x), none))) x += 4;
  while (x < width && load<i32>(columns + 4 * <usize>x) === NONE) x++;
  return x;
}

function paint(
  columns: usize,
  nearest: usize,
  target: usize,
  to: i32,
  least: f64,
  most: f64,
  vertices: usize,
  starts: usize,
  last: i32,
): void {
  let x = to - 1;
  for (; last >= 0; last--) {
    const u = load<i32>(vertices + 4 * <usize>last);
    const g = <f64>load<i32>(columns + 4 * <usize>u);
    const label = load<u32>(nearest + 4 * <usize>u);
    const start = load<i32>(starts + 4 * <usize>last);
    for (; x >= start; x--) {
      const across = <f64>(x - u);
      const squared = across * across + g * g;
      if (squared > least && squared <= most) store<u32>(target + 4 * <usize>x, label);
    }
  }
}
