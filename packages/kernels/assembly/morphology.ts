import { extreme, Maximum, Minimum } from "./vector";

// A footprint is one stretch of pixels in each of the rows −radius … radius. Stretches of one length are of a kind: for each row of the plane its
// extremes over all stretches of that length are computed once, and those of the rows of the footprint are joined. In int32: radius, the furthest
// pixel to either side, the number of kinds, the longest stretch, the most that starts of a kind differ by; of each kind the length, the first
// start and by how much the last is further; of each row its kind, and its start less the first one.
const KIND: usize = 12;
const ROW: usize = 8;

function radiusOf(footprint: usize): i32 {
  return load<i32>(footprint);
}

function reachOf(footprint: usize): i32 {
  return load<i32>(footprint, 4);
}

function kindsOf(footprint: usize): i32 {
  return load<i32>(footprint, 8);
}

/** The number of windows of 1, 2, 4, … samples that are needed for the longest stretch. */
function levelsOf(footprint: usize): i32 {
  return 32 - clz(load<i32>(footprint, 12));
}

function widestOf(footprint: usize): i32 {
  return load<i32>(footprint, 16);
}

function kindAt(footprint: usize, kind: i32): usize {
  return footprint + 20 + KIND * <usize>kind;
}

/**
 * The minimum (or maximum) of the plane at `source` over a flat footprint around each pixel. Samples beyond the edge are `beyond`.
 * `scratch` has room for {@link extremeScratch} bytes.
 */
export function extremePlane<T>(
  isMaximum: bool,
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  footprint: usize,
  beyond: f64,
  scratch: usize,
): void {
  if (isMaximum) strips<T, Maximum>(source, target, height, width, footprint, beyond, scratch);
  else strips<T, Minimum>(source, target, height, width, footprint, beyond, scratch);
}

const RING_BYTES: i32 = 0x40000;

/** How many bytes of a row are worked on together, so that what is kept of the rows around stays in the cache. */
function stripBytes(rowBytes: i32, rings: i32): i32 {
  const fitting = (RING_BYTES / rings) & ~63;
  const least = fitting > 256 ? fitting : 256;
  return least < rowBytes ? least : rowBytes;
}

function ringsOf(footprint: usize): i32 {
  return (2 * radiusOf(footprint) + 1) * kindsOf(footprint);
}

/** How much room {@link extremePlane} needs. */
export function extremeScratch(rowBytes: i32, sampleBytes: i32, footprint: usize): usize {
  const rings = ringsOf(footprint);
  const strip = stripBytes(rowBytes, rings);
  const lines = <usize>levelsOf(footprint) * lineStride(strip, sampleBytes, footprint);
  const ring = <usize>rings * ringStride(strip, sampleBytes, footprint);
  return <usize>(4 * (2 * radiusOf(footprint) + 1) + 64) + lines + ring;
}

function lineStride(strip: i32, sampleBytes: i32, footprint: usize): usize {
  return <usize>((strip + 2 * reachOf(footprint) * sampleBytes + 127) & ~63);
}

function ringStride(strip: i32, sampleBytes: i32, footprint: usize): usize {
  return <usize>((strip + widestOf(footprint) * sampleBytes + 127) & ~63);
}

function strips<T, Choice>(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  footprint: usize,
  beyond: f64,
  scratch: usize,
): void {
  const strip = stripBytes(width * sizeof<T>(), ringsOf(footprint)) / sizeof<T>();
  for (let left = 0; left < width; left += strip) {
    const columns = strip < width - left ? strip : width - left;
    alongStrip<T, Choice>(source, target, height, width, left, columns, footprint, <T>beyond, scratch);
  }
}

function alongStrip<T, Choice>(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  left: i32,
  columns: i32,
  footprint: usize,
  beyond: T,
  scratch: usize,
): void {
  const radius = radiusOf(footprint);
  const reach = reachOf(footprint);
  const span = 2 * radius + 1;
  const kinds = kindsOf(footprint);
  const levels = levelsOf(footprint);
  const strip = columns * <i32>sizeof<T>();
  const stride = ringStride(strip, sizeof<T>(), footprint);
  const lineBytes = lineStride(strip, sizeof<T>(), footprint);
  const rows = scratch;
  const lines = (scratch + <usize>(4 * span) + 63) & ~63;
  const ring = lines + <usize>levels * lineBytes;
  let ready = 0;
  for (let y = 0; y < height; y++) {
    const last = y + radius < height ? y + radius : height - 1;
    for (; ready <= last; ready++) {
      const row = source + <usize>(ready * width) * sizeof<T>();
      fillLine<T>(row, lines, width, left, columns, reach, beyond);
      widenWindows<T, Choice>(lines, lineBytes, columns + 2 * reach, levels);
      const place = ring + <usize>((ready % span) * kinds) * stride;
      windowsOf<T, Choice>(lines, lineBytes, place, stride, columns, footprint);
    }
    const count = listRows<T>(rows, y, height, footprint, ring, stride);
    const out = target + <usize>(y * width + left) * sizeof<T>();
    joinRows<T, Choice>(rows, count, out, strip);
  }
}

/** The samples of a row from `left` − reach on, those beyond the edges as `beyond`. */
function fillLine<T>(row: usize, line: usize, width: i32, left: i32, columns: i32, reach: i32, beyond: T): void {
  const from = left - reach;
  const to = left + columns + reach;
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

/** The extremes over stretches of each kind, from two windows of a power of 2. */
function windowsOf<T, Choice>(
  lines: usize,
  lineBytes: usize,
  place: usize,
  stride: usize,
  columns: i32,
  footprint: usize,
): void {
  for (let kind = 0; kind < kindsOf(footprint); kind++) {
    const at = kindAt(footprint, kind);
    const length = load<i32>(at);
    const level = 31 - clz(length);
    const left = <usize>(reachOf(footprint) + load<i32>(at, 4)) * sizeof<T>();
    const first = lines + <usize>level * lineBytes + left;
    const second = first + <usize>(length - (1 << level)) * sizeof<T>();
    const bytes = <usize>(columns + load<i32>(at, 8)) * sizeof<T>();
    for (let x: usize = 0; x < bytes; x += 16) {
      v128.store(place + x, extreme<T, Choice>(v128.load(first + x), v128.load(second + x)));
    }
    place += stride;
  }
}

/** Lists where the stretches of the footprint around row `y` have their extremes; returns how many. */
function listRows<T>(rows: usize, y: i32, height: i32, footprint: usize, ring: usize, stride: usize): i32 {
  const radius = radiusOf(footprint);
  const kinds = kindsOf(footprint);
  const span = 2 * radius + 1;
  const first = kindAt(footprint, kinds);
  let count = 0;
  for (let i = max(0, y - radius); i <= min(height - 1, y + radius); i++) {
    const row = first + ROW * <usize>(i - y + radius);
    const slot = ring + <usize>((i % span) * kinds + load<i32>(row)) * stride;
    store<u32>(rows + 4 * <usize>count, <u32>(slot + <usize>load<i32>(row, 4) * sizeof<T>()));
    count++;
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

/** The plane at `greater` less that at `less`, into `target`, which may be either. */
export function subtractPlanes<T>(greater: usize, less: usize, target: usize, samples: i32): void {
  const bytes = <usize>samples * sizeof<T>();
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(target + i, v128.sub<T>(v128.load(greater + i), v128.load(less + i)));
  }
}
