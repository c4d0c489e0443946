import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";

/**
 * The squared distance of each sample that is not 0 to the nearest one that is, into `squared` (float64), by the method
 * that `src/distance/squared-distance.ts` names. `columns` has room for as many float64, `envelope` for 2 int32 for each column.
 */
export function squareDistances(
  type: i32,
  source: usize,
  squared: usize,
  height: i32,
  width: i32,
  columns: usize,
  envelope: usize,
): void {
  if (type === UINT8) fromAbove<u8>(source, columns, height, width);
  else if (type === UINT16) fromAbove<u16>(source, columns, height, width);
  else if (type === UINT32) fromAbove<u32>(source, columns, height, width);
  else if (type === INT32) fromAbove<i32>(source, columns, height, width);
  else if (type === FLOAT32) fromAbove<f32>(source, columns, height, width);
  else if (type === FLOAT64) fromAbove<f64>(source, columns, height, width);
  fromBelow(columns, height, width);
  for (let y = 0; y < height; y++) {
    const row = <usize>y * <usize>width * 8;
    measureRow(columns + row, squared + row, width, envelope, envelope + 4 * <usize>width);
  }
}

/** Per pixel the distance to the nearest background pixel above it in its column; infinite where there is none. */
function fromAbove<T>(source: usize, columns: usize, height: i32, width: i32): void {
  for (let y = 0; y < height; y++) {
    let i = <usize>y * <usize>width;
    for (let x = 0; x < width; x++, i++) {
      let distance: f64 = 0;
      if (load<T>(source + i * sizeof<T>()) !== <T>0) {
        distance = y === 0 ? Infinity : load<f64>(columns + 8 * (i - <usize>width)) + 1;
      }
      store<f64>(columns + 8 * i, distance);
    }
  }
}

function fromBelow(columns: usize, height: i32, width: i32): void {
  const rowBytes = <usize>width * 8;
  for (let y = height - 2; y >= 0; y--) {
    const row = columns + <usize>y * rowBytes;
    for (let i: usize = 0; i < rowBytes; i += 8) {
      const below = load<f64>(row + rowBytes + i) + 1;
      if (below < load<f64>(row + i)) store<f64>(row + i, below);
    }
  }
}

function measureRow(columns: usize, squared: usize, width: i32, vertices: usize, starts: usize): void {
  let x = 0;
  while (x < width) {
    if (load<f64>(columns + 8 * <usize>x) === 0) {
      store<f64>(squared + 8 * <usize>x, 0);
      x++;
      continue;
    }
    let end = x + 1;
    while (end < width && load<f64>(columns + 8 * <usize>end) !== 0) end++;
    // A background pixel is nearer than all that lies beyond it: each run depends on itself and its two neighbours.
    const from = x > 0 ? x - 1 : 0;
    const to = end < width ? end + 1 : width;
    const last = buildEnvelope(columns, from, to, vertices, starts);
    readEnvelope(columns, squared, from, to, vertices, starts, last);
    x = end;
  }
}

/**
 * Builds the lower envelope of the parabolas (x − u)² + g(u)² over a run; returns the index of its last one, −1 where no
 * column of the run has background.
 */
function buildEnvelope(columns: usize, from: i32, to: i32, vertices: usize, starts: usize): i32 {
  let last = -1;
  for (let u = from; u < to; u++) {
    const g = load<f64>(columns + 8 * <usize>u);
    if (g === Infinity) continue;
    let start = <f64>from;
    while (last >= 0) {
      const v = load<i32>(vertices + 4 * <usize>last);
      const h = load<f64>(columns + 8 * <usize>v);
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

function readEnvelope(
  columns: usize,
  squared: usize,
  from: i32,
  to: i32,
  vertices: usize,
  starts: usize,
  last: i32,
): void {
  if (last < 0) for (let x = from; x < to; x++) store<f64>(squared + 8 * <usize>x, Infinity);
  for (let x = to - 1; x >= from && last >= 0; x--) {
    const u = load<i32>(vertices + 4 * <usize>last);
    const g = load<f64>(columns + 8 * <usize>u);
    const across = <f64>(x - u);
    store<f64>(squared + 8 * <usize>x, across * across + g * g);
    if (x === load<i32>(starts + 4 * <usize>last)) last--;
  }
}

/** The square roots of float64 values, as float32. */
export function squareRoots(source: usize, target: usize, samples: i32): void {
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    const low = f32x4.demote_f64x2_zero(f64x2.sqrt(v128.load(source + 8 * i)));
    const high = f32x4.demote_f64x2_zero(f64x2.sqrt(v128.load(source + 8 * i, 16)));
    v128.store(target + 4 * i, v128.shuffle<i32>(low, high, 0, 1, 4, 5));
  }
}
