import { LABEL, RUN } from "./runs";

/**
 * Writes for each line of a float32 plane, a row or a column whose samples are a `step` apart, the value of a low rank (from 0) among
 * `count` of its samples, every so many, as float64. `least` has room for rank + 1 float32.
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
  const last = least + 4 * <usize>rank;
  for (let line = 0; line < lines; line++) {
    let from = plane + 4 * <usize>line * <usize>apart;
    for (let place = least; place <= last; place += 4) store<f32>(place, Infinity);
    for (let i = 0; i < count; i++, from += 4 * <usize>step) {
      const value = load<f32>(from);
      if (value < load<f32>(last)) insert(value, least, last);
    }
    store<f64>(target + 8 * <usize>line, <f64>load<f32>(last));
  }
}

/** Puts a value among the least, ascending, instead of the last of them. */
function insert(value: f32, least: usize, last: usize): void {
  let place = last;
  for (; place > least && load<f32>(place - 4) > value; place -= 4) store<f32>(place, load<f32>(place - 4));
  store<f32>(place, value);
}

/**
 * Adds to the two sums (float64) of each label how far the samples (float32) of its runs stand above the levels (float64) of their rows and
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
    const level = load<f64>(rows + 8 * <usize>row);
    let column = columns + 8 * <usize>(from - row * width);
    let aboveRow = load<f64>(entry);
    let aboveColumns = load<f64>(entry, 8);
    for (let i = from; i < load<u32>(place, 4); i++, column += 8) {
      const value = <f64>load<f32>(plane + 4 * <usize>i);
      aboveRow += value - level;
      aboveColumns += value - load<f64>(column);
    }
    store<f64>(entry, aboveRow);
    store<f64>(entry, aboveColumns, 8);
  }
}
