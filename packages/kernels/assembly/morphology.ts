import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";
import { extreme, Maximum, Minimum } from "./vector";

/**
 * The minimum (or maximum) of the plane at `source` over a flat footprint around each pixel. `halves` holds radius + 1
 * int32: half the length of each row of the footprint, from its centre outwards. Samples beyond the edge are `beyond`.
 * `scratch` has room for {@link extremeScratch} bytes.
 */
export function extremePlane(
  type: i32,
  isMaximum: bool,
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  halves: usize,
  radius: i32,
  beyond: f64,
  scratch: usize,
): void {
  if (isMaximum) chosen<Maximum>(type, source, target, height, width, halves, radius, beyond, scratch);
  else chosen<Minimum>(type, source, target, height, width, halves, radius, beyond, scratch);
}

function chosen<Choice>(
  type: i32,
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  halves: usize,
  radius: i32,
  beyond: f64,
  scratch: usize,
): void {
  if (type === UINT8) strips<u8, Choice>(source, target, height, width, halves, radius, beyond, scratch);
  else if (type === UINT16) strips<u16, Choice>(source, target, height, width, halves, radius, beyond, scratch);
  else if (type === UINT32) strips<u32, Choice>(source, target, height, width, halves, radius, beyond, scratch);
  else if (type === INT32) strips<i32, Choice>(source, target, height, width, halves, radius, beyond, scratch);
  else if (type === FLOAT32) strips<f32, Choice>(source, target, height, width, halves, radius, beyond, scratch);
  else if (type === FLOAT64) strips<f64, Choice>(source, target, height, width, halves, radius, beyond, scratch);
}

const RING_BYTES: i32 = 0x40000;

/** How many bytes of a row are worked on together, so that what is kept of the rows around stays in the cache. */
function stripBytes(rowBytes: i32, rings: i32): i32 {
  const fitting = (RING_BYTES / rings) & ~63;
  const least = fitting > 256 ? fitting : 256;
  return least < rowBytes ? least : rowBytes;
}

function ringsOf(halves: usize, radius: i32): i32 {
  return (2 * radius + 1) * distinctHalves(halves, radius);
}

function distinctHalves(halves: usize, radius: i32): i32 {
  let count = 1;
  for (let i = 1; i <= radius; i++) {
    if (load<i32>(halves + <usize>i * 4) !== load<i32>(halves + <usize>(i - 1) * 4)) count++;
  }
  return count;
}

/** The number of windows of 1, 2, 4, … samples that are needed for a length of up to 2 · radius + 1. */
function levelsFor(radius: i32): i32 {
  return 32 - clz(2 * radius + 1);
}

/** How much room {@link extremePlane} needs. */
export function extremeScratch(rowBytes: i32, sampleBytes: i32, halves: usize, radius: i32): usize {
  const rings = ringsOf(halves, radius);
  const strip = stripBytes(rowBytes, rings);
  const line = lineStride(strip, sampleBytes, radius);
  return <usize>(4 * (2 * radius + 1) + 64) + <usize>levelsFor(radius) * line + <usize>rings * ringStride(strip);
}

function lineStride(strip: i32, sampleBytes: i32, radius: i32): usize {
  return <usize>((strip + 2 * radius * sampleBytes + 127) & ~63);
}

function ringStride(strip: i32): usize {
  return <usize>((strip + 127) & ~63);
}

function strips<T, Choice>(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  halves: usize,
  radius: i32,
  beyond: f64,
  scratch: usize,
): void {
  const strip = stripBytes(width * sizeof<T>(), ringsOf(halves, radius)) / sizeof<T>();
  for (let left = 0; left < width; left += strip) {
    const columns = strip < width - left ? strip : width - left;
    alongStrip<T, Choice>(source, target, height, width, left, columns, halves, radius, <T>beyond, scratch);
  }
}

function alongStrip<T, Choice>(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  left: i32,
  columns: i32,
  halves: usize,
  radius: i32,
  beyond: T,
  scratch: usize,
): void {
  const span = 2 * radius + 1;
  const kinds = distinctHalves(halves, radius);
  const strip = columns * <i32>sizeof<T>();
  const stride = ringStride(strip);
  const lineBytes = lineStride(strip, sizeof<T>(), radius);
  const rows = scratch;
  const lines = (scratch + <usize>(4 * span) + 63) & ~63;
  const ring = lines + <usize>levelsFor(radius) * lineBytes;
  let ready = 0;
  for (let y = 0; y < height; y++) {
    const last = y + radius < height ? y + radius : height - 1;
    for (; ready <= last; ready++) {
      const row = source + <usize>(ready * width) * sizeof<T>();
      fillLine<T>(row, lines, width, left, columns, radius, beyond);
      widenWindows<T, Choice>(lines, lineBytes, columns + 2 * radius, levelsFor(radius));
      const place = ring + <usize>((ready % span) * kinds) * stride;
      windowsOf<T, Choice>(lines, lineBytes, place, stride, columns, halves, radius);
    }
    const count = listRows(rows, y, height, halves, radius, ring, stride, kinds);
    const out = target + <usize>(y * width + left) * sizeof<T>();
    joinRows<T, Choice>(rows, count, out, strip);
  }
}

/** The samples of a row from `left` − radius on, those beyond the edges as `beyond`. */
function fillLine<T>(row: usize, line: usize, width: i32, left: i32, columns: i32, radius: i32, beyond: T): void {
  const from = left - radius;
  const to = left + columns + radius;
  const start = from > 0 ? from : 0;
  const end = to < width ? to : width;
  for (let x = from; x < start; x++) store<T>(line + <usize>(x - from) * sizeof<T>(), beyond);
  memory.copy(
    line + <usize>(start - from) * sizeof<T>(),
    row + <usize>start * sizeof<T>(),
    <usize>(end - start) * sizeof<T>(),
  );
  for (let x = end; x < to; x++) store<T>(line + <usize>(x - from) * sizeof<T>(), beyond);
}

/** Line n holds, at each place, the extreme of the 2^n samples from there on. */
function widenWindows<T, Choice>(lines: usize, lineBytes: usize, length: i32, levels: i32): void {
  const bytes = <usize>length * sizeof<T>();
  for (let level = 1; level < levels; level++) {
    const from = lines + <usize>(level - 1) * lineBytes;
    const to = from + lineBytes;
    const shift = ((<usize>1) << (level - 1)) * sizeof<T>();
    for (let i: usize = 0; i + shift < bytes; i += 16) {
      v128.store(to + i, extreme<T, Choice>(v128.load(from + i), v128.load(from + i + shift)));
    }
  }
}

/** For each different half length the extremes over windows of that length, from two windows of a power of 2. */
function windowsOf<T, Choice>(
  lines: usize,
  lineBytes: usize,
  place: usize,
  stride: usize,
  columns: i32,
  halves: usize,
  radius: i32,
): void {
  const bytes = <usize>columns * sizeof<T>();
  let previous = -1;
  for (let i = 0; i <= radius; i++) {
    const half = load<i32>(halves + <usize>i * 4);
    if (half === previous) continue;
    previous = half;
    const length = 2 * half + 1;
    const level = 31 - clz(length);
    const first = lines + <usize>level * lineBytes + <usize>(radius - half) * sizeof<T>();
    const second = first + <usize>(length - (1 << level)) * sizeof<T>();
    for (let x: usize = 0; x < bytes; x += 16) {
      v128.store(place + x, extreme<T, Choice>(v128.load(first + x), v128.load(second + x)));
    }
    place += stride;
  }
}

/** Lists where the rows lie that the footprint around row `y` takes; returns how many. */
function listRows(
  rows: usize,
  y: i32,
  height: i32,
  halves: usize,
  radius: i32,
  ring: usize,
  stride: usize,
  kinds: i32,
): i32 {
  const span = 2 * radius + 1;
  let count = 0;
  let kind = -1;
  let previous = -1;
  for (let i = 0; i <= radius; i++) {
    const half = load<i32>(halves + <usize>i * 4);
    if (half !== previous) kind++;
    previous = half;
    if (y - i >= 0) {
      store<u32>(rows + <usize>count * 4, <u32>(ring + <usize>(((y - i) % span) * kinds + kind) * stride));
      count++;
    }
    if (i > 0 && y + i < height) {
      store<u32>(rows + <usize>count * 4, <u32>(ring + <usize>(((y + i) % span) * kinds + kind) * stride));
      count++;
    }
  }
  return count;
}

function joinRows<T, Choice>(rows: usize, count: i32, target: usize, bytes: usize): void {
  let x: usize = 0;
  const ends = rows + <usize>count * 4;
  for (; x + 64 <= bytes; x += 64) {
    const first = <usize>load<u32>(rows) + x;
    let a = v128.load(first);
    let b = v128.load(first, 16);
    let c = v128.load(first, 32);
    let d = v128.load(first, 48);
    for (let next = rows + 4; next < ends; next += 4) {
      const row = <usize>load<u32>(next) + x;
      a = extreme<T, Choice>(a, v128.load(row));
      b = extreme<T, Choice>(b, v128.load(row, 16));
      c = extreme<T, Choice>(c, v128.load(row, 32));
      d = extreme<T, Choice>(d, v128.load(row, 48));
    }
    v128.store(target + x, a);
    v128.store(target + x, b, 16);
    v128.store(target + x, c, 32);
    v128.store(target + x, d, 48);
  }
  for (; x < bytes; x += 16) {
    let a = v128.load(<usize>load<u32>(rows) + x);
    for (let next = rows + 4; next < ends; next += 4) a = extreme<T, Choice>(a, v128.load(<usize>load<u32>(next) + x));
    if (x + 16 <= bytes) v128.store(target + x, a);
    else storeStart(target + x, a, bytes - x);
  }
}

/** Stores the first bytes of a vector only: what follows in the row belongs to another strip. */
function storeStart(target: usize, vector: v128, bytes: usize): void {
  let low = v128.extract_lane<u64>(vector, 0);
  let i: usize = 0;
  if (bytes >= 8) {
    store<u64>(target, low);
    low = v128.extract_lane<u64>(vector, 1);
    i = 8;
  }
  for (; i < bytes; i++) {
    store<u8>(target + i, <u8>low);
    low >>= 8;
  }
}

/** Takes the plane at `opened` from that at `source`, into `opened`. */
export function subtractOpened(type: i32, source: usize, opened: usize, samples: i32): void {
  if (type === UINT8) subtract<u8>(source, opened, samples);
  else if (type === UINT16) subtract<u16>(source, opened, samples);
  else if (type === UINT32 || type === INT32) subtract<u32>(source, opened, samples);
  else if (type === FLOAT32) subtract<f32>(source, opened, samples);
  else if (type === FLOAT64) subtract<f64>(source, opened, samples);
}

function subtract<T>(source: usize, opened: usize, samples: i32): void {
  const bytes = <usize>samples * sizeof<T>();
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(opened + i, v128.sub<T>(v128.load(source + i), v128.load(opened + i)));
  }
}
