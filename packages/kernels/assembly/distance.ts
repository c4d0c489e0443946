import { LABEL, RUN } from "./runs";

/** What stands for the distance in a column without background. */
export const NONE: i32 = 0x40000000;

/**
 * The distance of each sample that is not 0 to the nearest one that is, into `target`, by the method that
 * `src/distance/squared-distance.ts` names: squared as float64, or its root as float32. `columns` has room for as many int32,
 * `envelope` for 2 int32 for each column.
 */
export function measureDistances<T>(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  isSquared: bool,
  columns: usize,
  envelope: usize,
): void {
  measureColumns<T>(source, columns, height, width);
  const starts = envelope + 4 * <usize>width;
  for (let y = 0; y < height; y++) {
    const row = <usize>y * <usize>width;
    if (isSquared) measureRow<f64>(columns + 4 * row, target + 8 * row, width, envelope, starts);
    else measureRow<f32>(columns + 4 * row, target + 4 * row, width, envelope, starts);
  }
}

/** Per pixel the distance to the nearest background pixel in its column. */
function measureColumns<T>(source: usize, columns: usize, height: i32, width: i32): void {
  fromAbove<T>(source, columns, height, width);
  fromBelow(columns, height, width);
}

/** Per pixel the distance to the nearest background pixel above it in its column. */
function fromAbove<T>(source: usize, columns: usize, height: i32, width: i32): void {
  const rowBytes = <usize>width * 4;
  const vectors = sizeof<T>() === 8 ? 0 : width & ~3;
  for (let y = 0; y < height; y++) {
    const from = source + <usize>y * <usize>width * sizeof<T>();
    const row = columns + <usize>y * rowBytes;
    for (let x: usize = 0; x < <usize>vectors; x += 4) {
      if (sizeof<T>() === 1 && x + 16 <= <usize>vectors && !v128.any_true(v128.load(from + x))) {
        clear(row + 4 * x);
        x += 12;
        continue;
      }
      const above = y === 0 ? i32x4.splat(NONE) : v128.load(row - rowBytes + 4 * x);
      const next = i32x4.min_s(i32x4.splat(NONE), i32x4.add(above, i32x4.splat(1)));
      v128.store(row + 4 * x, v128.and(next, fourOpen<T>(from + x * sizeof<T>())));
    }
    for (let x = vectors; x < width; x++) {
      const above = y === 0 ? NONE : min(NONE, load<i32>(row - rowBytes + 4 * <usize>x) + 1);
      store<i32>(row + 4 * <usize>x, load<T>(from + <usize>x * sizeof<T>()) !== <T>0 ? above : 0);
    }
  }
}

function clear(place: usize): void {
  v128.store(place, i32x4.splat(0));
  v128.store(place, i32x4.splat(0), 16);
  v128.store(place, i32x4.splat(0), 32);
  v128.store(place, i32x4.splat(0), 48);
}

/** All bits where a sample is not 0, for four samples of up to 32 bits. */
function fourOpen<T>(place: usize): v128 {
  const zero = i32x4.splat(0);
  if (sizeof<T>() === 1)
    return i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(place))), zero);
  if (sizeof<T>() === 2) return i32x4.ne(v128.load_ext<u16>(place), zero);
  return isFloat<T>() ? f32x4.ne(v128.load(place), zero) : i32x4.ne(v128.load(place), zero);
}

function fromBelow(columns: usize, height: i32, width: i32): void {
  const rowBytes = <usize>width * 4;
  const vectorBytes = rowBytes & ~15;
  const one = i32x4.splat(1);
  for (let y = height - 2; y >= 0; y--) {
    const row = columns + <usize>y * rowBytes;
    for (let i: usize = 0; i < vectorBytes; i += 16) {
      const own = v128.load(row + i);
      if (!v128.any_true(own)) continue;
      v128.store(row + i, i32x4.min_s(own, i32x4.add(v128.load(row + rowBytes + i), one)));
    }
    for (let i = vectorBytes; i < rowBytes; i += 4) {
      store<i32>(row + i, min(load<i32>(row + i), load<i32>(row + rowBytes + i) + 1));
    }
  }
}

function measureRow<T>(columns: usize, target: usize, width: i32, vertices: usize, starts: usize): void {
  memory.fill(target, 0, <usize>width * sizeof<T>());
  let x = 0;
  while (x < width) {
    while (x + 4 <= width && !v128.any_true(v128.load(columns + 4 * <usize>x))) x += 4;
    if (x === width) return;
    if (load<i32>(columns + 4 * <usize>x) === 0) {
      x++;
      continue;
    }
    let end = x + 1;
    while (end < width && load<i32>(columns + 4 * <usize>end) !== 0) end++;
    // A background pixel is nearer than all that lies beyond it: each run depends on itself and its two neighbours.
    const from = x > 0 ? x - 1 : 0;
    const to = end < width ? end + 1 : width;
    const last = buildEnvelope(columns, from, to, vertices, starts);
    readEnvelope<T>(columns, target, from, to, vertices, starts, last);
    x = end;
  }
}

/**
 * The greatest squared distance to the background of each label (float64, 0 before) of a mask (uint8), whose runs stand at `runs`. `columns` has
 * room for an int32 for each pixel, `envelope` for 2 for each column.
 */
export function measureThickness(
  mask: usize,
  height: i32,
  width: i32,
  runs: usize,
  end: u32,
  columns: usize,
  envelope: usize,
  thickest: usize,
): void {
  measureColumns<u8>(mask, columns, height, width);
  const starts = envelope + 4 * <usize>width;
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const entry = thickest + 8 * <usize>load<u32>(place, LABEL);
    const y = load<u32>(place) / <u32>width;
    const row = y * <u32>width;
    const from = <i32>(load<u32>(place) - row);
    const to = <i32>(load<u32>(place, 4) - row);
    const greatest = greatestOfRun(columns + 4 * <usize>row, max(0, from - 1), min(width, to + 1), envelope, starts);
    if (greatest > load<f64>(entry)) store<f64>(entry, greatest);
  }
}

function greatestOfRun(columns: usize, from: i32, to: i32, vertices: usize, starts: usize): f64 {
  let last = buildEnvelope(columns, from, to, vertices, starts);
  if (last < 0) return Infinity;
  let greatest: f64 = 0;
  let end = to - 1;
  for (; last >= 0; last--) {
    const u = load<i32>(vertices + 4 * <usize>last);
    const g = <f64>load<i32>(columns + 4 * <usize>u);
    const start = load<i32>(starts + 4 * <usize>last);
    // On each side a parabola is greatest where it ends.
    const across = <f64>max(u - start, end - u);
    greatest = max(greatest, across * across + g * g);
    end = start - 1;
  }
  return greatest;
}

/**
 * Builds the lower envelope of the parabolas (x − u)² + g(u)² over a run; returns the index of its last one, −1 where no
 * column of the run has background.
 */
export function buildEnvelope(columns: usize, from: i32, to: i32, vertices: usize, starts: usize): i32 {
  let last = -1;
  for (let u = from; u < to; u++) {
    const column = load<i32>(columns + 4 * <usize>u);
    if (column === NONE) continue;
    const g = <f64>column;
    let start = <f64>from;
    while (last >= 0) {
      const v = load<i32>(vertices + 4 * <usize>last);
      const h = <f64>load<i32>(columns + 4 * <usize>v);
      // From here on the parabola of u lies below that of v.
      const sum = <f64>u * <f64>u - <f64>v * <f64>v + g * g - h * h;
      start = Math.floor(sum / <f64>(2 * (u - v))) + 1;
      if (start > <f64>load<i32>(starts + 4 * <usize>last)) break;
      last--;
      start = <f64>from;
    }
    if (start >= <f64>to) continue;
    last++;
    store<i32>(vertices + 4 * <usize>last, u);
    store<i32>(starts + 4 * <usize>last, <i32>start);
  }
  return last;
}

function readEnvelope<T>(
  columns: usize,
  target: usize,
  from: i32,
  to: i32,
  vertices: usize,
  starts: usize,
  last: i32,
): void {
  if (last < 0) for (let x = from; x < to; x++) store<T>(target + <usize>x * sizeof<T>(), <T>Infinity);
  let x = to - 1;
  for (; last >= 0; last--) {
    const u = load<i32>(vertices + 4 * <usize>last);
    const g = <f64>load<i32>(columns + 4 * <usize>u);
    const start = load<i32>(starts + 4 * <usize>last);
    for (; x >= start; x--) {
      const across = <f64>(x - u);
      const squared = across * across + g * g;
      store<T>(target + <usize>x * sizeof<T>(), sizeof<T>() === 8 ? <T>squared : <T>Math.sqrt(squared));
    }
  }
}
