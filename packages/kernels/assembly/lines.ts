import { LABEL, RUN } from "./runs";

/**
 * Writes for each line of a float32 plane, a row or a column whose samples are a `step` apart, the value of a low rank (from 0) among
 * `count` of its samples, every so many, as float32. `least` has room for rank + 1 vectors, `target` for 3 lines more.
 */
export function measureLines(
  plane: usize,
  lines: i32,
  apart: i32,
  step: i32,
  count: i32,
  rank: i32,
  target: usize,
  least: usize,
): void {
  const last = least + 16 * <usize>rank;
  for (let line = 0; line < lines; line += 4) {
    const end = lines - 1;
    const first = plane + 4 * <usize>line * <usize>apart;
    const second = plane + 4 * <usize>min(line + 1, end) * <usize>apart;
    const third = plane + 4 * <usize>min(line + 2, end) * <usize>apart;
    const fourth = plane + 4 * <usize>min(line + 3, end) * <usize>apart;
    for (let place = least; place <= last; place += 16) v128.store(place, f32x4.splat(Infinity));
    for (let i: usize = 0; i < 4 * <usize>count * <usize>step; i += 4 * <usize>step) {
      let four = v128.load32_zero(first + i);
      four = v128.load_lane<u32>(second + i, four, 1);
      four = v128.load_lane<u32>(third + i, four, 2);
      four = v128.load_lane<u32>(fourth + i, four, 3);
      if (v128.any_true(f32x4.lt(four, v128.load(last)))) insert(four, least, last);
    }
    v128.store(target + 4 * <usize>line, v128.load(last));
  }
}

/** Puts four values among the least of their lines, ascending, instead of the last of them; NaN is passed over. */
function insert(four: v128, least: usize, last: usize): void {
  let value = f32x4.pmin(f32x4.splat(Infinity), four);
  for (let place = least; place <= last; place += 16) {
    const before = v128.load(place);
    v128.store(place, f32x4.pmin(before, value));
    value = f32x4.pmax(before, value);
  }
}

/**
 * Adds to the two sums (float64) of each label how far the samples (float32) of its runs stand above the levels (float32) of their rows and
 * of their columns.
 */
export function addAboveLines(
  runs: usize,
  end: u32,
  plane: usize,
  width: u32,
  rows: usize,
  columns: usize,
  sums: usize,
): void {
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const entry = sums + 16 * <usize>load<u32>(place, LABEL);
    const from = load<u32>(place);
    const row = from / width;
    const level = <f64>load<f32>(rows + 4 * <usize>row);
    let column = columns + 4 * <usize>(from - row * width);
    let aboveRow = load<f64>(entry);
    let aboveColumns = load<f64>(entry, 8);
    for (let i = from; i < load<u32>(place, 4); i++, column += 4) {
      const value = <f64>load<f32>(plane + 4 * <usize>i);
      aboveRow += value - level;
      aboveColumns += value - <f64>load<f32>(column);
    }
    store<f64>(entry, aboveRow);
    store<f64>(entry, aboveColumns, 8);
  }
}
