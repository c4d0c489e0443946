import { demoted, promotedHigh, promotedLow } from "./vector";

/** The largest side of blocks of 16 bits whose sums float32 holds exactly. */
const LARGEST: i32 = 16;

/**
 * Sums of `rows` × `columns` blocks of `side` × `side` samples, divided by `share`, float32; rows of samples are `width` long. Computed in
 * double precision, row by row, or exactly. `line` has room for `width` + 8 uint32 and for a float64 for each column.
 */
export function binBlocks<T>(
  source: usize,
  target: usize,
  rows: i32,
  columns: i32,
  width: i32,
  side: i32,
  share: f64,
  line: usize,
): void {
  if (sizeof<T>() < 4) binNarrow<T>(source, target, rows, columns, width, side, share, line);
  else if (sizeof<T>() === 4 && isFloat<T>() && side === 2) binPairs(source, target, rows, columns, width, share);
  else binEach<T>(source, target, rows, columns, width, side, share, line);
}

/** Columns of a row of blocks first, in 32 bits. */
function binNarrow<T>(
  source: usize,
  target: usize,
  rows: i32,
  columns: i32,
  width: i32,
  side: i32,
  share: f64,
  line: usize,
): void {
  if (side > LARGEST) {
    binEach<T>(source, target, rows, columns, width, side, share, line);
    return;
  }
  const rowBytes = <usize>width * sizeof<T>();
  const used = columns * side;
  let row = source;
  let to = target;
  for (let y = 0; y < rows; y++) {
    memory.fill(line, 0, 4 * <usize>used);
    for (let i = 0; i < side; i++) {
      addRow<T>(row, line, used);
      row += rowBytes;
    }
    if (side === 2) divideSumsOfPairs(line, to, columns, <f32>share);
    else divideSums(line, to, columns, side, <f32>share);
    to += 4 * <usize>columns;
  }
}

/** Adds a row of 8 or 16 bits to sums of 32. Up to seven beyond `width` are added as well. */
function addRow<T>(row: usize, line: usize, width: i32): void {
  for (let x: usize = 0; x < <usize>width; x += 8) {
    const eight = sizeof<T>() === 1 ? v128.load_ext<u8>(row + x) : v128.load(row + 2 * x);
    const at = line + 4 * x;
    v128.store(at, i32x4.add(v128.load(at), i32x4.extend_low_i16x8_u(eight)));
    v128.store(at, i32x4.add(v128.load(at, 16), i32x4.extend_high_i16x8_u(eight)), 16);
  }
}

/** What is stored beyond the row the next one overwrites. */
function divideSumsOfPairs(line: usize, target: usize, columns: i32, share: f32): void {
  const divisor = f32x4.splat(share);
  for (let x: usize = 0; x < <usize>columns; x += 4) {
    const low = v128.load(line + 8 * x);
    const high = v128.load(line + 8 * x, 16);
    const sums = i32x4.add(v128.shuffle<i32>(low, high, 0, 2, 4, 6), v128.shuffle<i32>(low, high, 1, 3, 5, 7));
    v128.store(target + 4 * x, f32x4.div(f32x4.convert_i32x4_u(sums), divisor));
  }
}

function divideSums(line: usize, target: usize, columns: i32, side: i32, share: f32): void {
  let at = line;
  for (let x: usize = 0; x < <usize>columns; x++) {
    let sum: u32 = 0;
    for (const end = at + 4 * <usize>side; at < end; at += 4) sum += load<u32>(at);
    store<f32>(target + 4 * x, <f32>sum / share);
  }
}

/** Blocks of 2 × 2 float32, four at a time. */
function binPairs(source: usize, target: usize, rows: i32, columns: i32, width: i32, share: f64): void {
  const rowBytes = 4 * <usize>width;
  const divisor = f64x2.splat(share);
  for (let y = 0; y < rows; y++) {
    const upper = source + 2 * <usize>y * rowBytes;
    const lower = upper + rowBytes;
    const to = target + 4 * <usize>y * <usize>columns;
    for (let x: usize = 0; x < <usize>columns; x += 4) {
      const at = 8 * x;
      const a = v128.load(upper + at);
      const b = v128.load(upper + at, 16);
      const c = v128.load(lower + at);
      const d = v128.load(lower + at, 16);
      const topLeft = v128.shuffle<i32>(a, b, 0, 2, 4, 6);
      const topRight = v128.shuffle<i32>(a, b, 1, 3, 5, 7);
      const left = v128.shuffle<i32>(c, d, 0, 2, 4, 6);
      const right = v128.shuffle<i32>(c, d, 1, 3, 5, 7);
      const top = f64x2.add(promotedLow(topLeft), promotedLow(topRight));
      const low = f64x2.add(f64x2.add(top, promotedLow(left)), promotedLow(right));
      const next = f64x2.add(promotedHigh(topLeft), promotedHigh(topRight));
      const high = f64x2.add(f64x2.add(next, promotedHigh(left)), promotedHigh(right));
      v128.store(to + 4 * x, demoted(f64x2.div(low, divisor), f64x2.div(high, divisor)));
    }
  }
}

function binEach<T>(
  source: usize,
  target: usize,
  rows: i32,
  columns: i32,
  width: i32,
  side: i32,
  share: f64,
  line: usize,
): void {
  let to = target;
  for (let y = 0; y < rows; y++) {
    memory.fill(line, 0, 8 * <usize>columns);
    for (let i = 0; i < side; i++) {
      let from = source + <usize>((y * side + i) * width) * sizeof<T>();
      for (let x: usize = 0; x < <usize>columns; x++) {
        let sum = load<f64>(line + 8 * x);
        for (const end = from + <usize>side * sizeof<T>(); from < end; from += sizeof<T>()) sum += <f64>load<T>(from);
        store<f64>(line + 8 * x, sum);
      }
    }
    for (let x: usize = 0; x < <usize>columns; x++) store<f32>(to + 4 * x, <f32>(load<f64>(line + 8 * x) / share));
    to += 4 * <usize>columns;
  }
}
