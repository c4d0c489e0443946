import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";

/**
 * Labels the connected samples that are not 0 into `target` (uint32), numbered in raster order of their first pixels, and
 * returns how many objects there are. Two passes over runs: `runs` has room for 3 uint32 for each run there can be,
 * height · ((width + 1) >> 1).
 */
export function labelPlane(
  type: i32,
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  reach: u32,
  runs: usize,
): u32 {
  if (type === UINT8) return labelled<u8>(source, target, height, width, reach, runs);
  if (type === UINT16) return labelled<u16>(source, target, height, width, reach, runs);
  if (type === UINT32) return labelled<u32>(source, target, height, width, reach, runs);
  if (type === INT32) return labelled<i32>(source, target, height, width, reach, runs);
  if (type === FLOAT32) return labelled<f32>(source, target, height, width, reach, runs);
  if (type === FLOAT64) return labelled<f64>(source, target, height, width, reach, runs);
  return 0;
}

// A run: the pixel it starts at, that after its end, and an earlier run that it belongs with, or itself.
const RUN: usize = 12;

function labelled<T>(source: usize, target: usize, height: i32, width: i32, reach: u32, runs: usize): u32 {
  const rowBytes = <usize>width * sizeof<T>();
  let above: u32 = 0;
  let first: u32 = 0;
  for (let y = 0; y < height; y++) {
    const end = findRuns<T>(source + <usize>y * rowBytes, <u32>width, <u32>(y * width), runs, first);
    joinRuns(runs, above, first, end, <u32>width, reach);
    above = first;
    first = end;
  }
  return paint(target, <usize>height, <usize>width, runs, first);
}

/** Appends the runs of a row; returns the number of runs so far. */
function findRuns<T>(row: usize, width: u32, offset: u32, runs: usize, count: u32): u32 {
  let x = skipBackground<T>(row, 0, width);
  while (x < width) {
    const run = runs + <usize>count * RUN;
    store<u32>(run, offset + x);
    while (x < width && load<T>(row + <usize>x * sizeof<T>()) !== <T>0) x++;
    store<u32>(run, offset + x, 4);
    store<u32>(run, count, 8);
    count++;
    x = skipBackground<T>(row, x, width);
  }
  return count;
}

function skipBackground<T>(row: usize, x: u32, width: u32): u32 {
  const step: u32 = 16 / sizeof<T>();
  while (x < width) {
    if (load<T>(row + <usize>x * sizeof<T>()) !== <T>0) return x;
    x++;
    while (x + step <= width && !v128.any_true(v128.load(row + <usize>x * sizeof<T>()))) x += step;
  }
  return x;
}

/** Joins each run of a row with those of the row above that it touches. With `reach` 1 corners touch too. */
function joinRuns(runs: usize, above: u32, first: u32, end: u32, width: u32, reach: u32): void {
  let other = above;
  for (let run = first; run < end; run++) {
    const place = runs + <usize>run * RUN;
    // Seen from the row above.
    const from = load<u32>(place) - width;
    const to = load<u32>(place, 4) - width;
    while (other < first && load<u32>(runs + <usize>other * RUN, 4) + reach <= from) other++;
    let touched = other;
    while (touched < first && load<u32>(runs + <usize>touched * RUN) < to + reach) {
      join(runs, run, touched);
      touched++;
    }
    // The last one touched may reach beyond this run and touch the next.
    if (touched > other) other = touched - 1;
  }
}

function rootOf(runs: usize, run: u32): u32 {
  let parent = load<u32>(runs + <usize>run * RUN, 8);
  while (parent !== run) {
    const next = load<u32>(runs + <usize>parent * RUN, 8);
    store<u32>(runs + <usize>run * RUN, next, 8);
    run = next;
    parent = load<u32>(runs + <usize>run * RUN, 8);
  }
  return run;
}

function join(runs: usize, a: u32, b: u32): void {
  const first = rootOf(runs, a);
  const second = rootOf(runs, b);
  if (first < second) store<u32>(runs + <usize>second * RUN, first, 8);
  else store<u32>(runs + <usize>first * RUN, second, 8);
}

function paint(target: usize, height: usize, width: usize, runs: usize, end: u32): u32 {
  memory.fill(target, 0, height * width * 4);
  let count: u32 = 0;
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const parent = load<u32>(place, 8);
    // What it belongs with comes earlier, and holds its number by now.
    const number = parent === run ? ++count : load<u32>(runs + <usize>parent * RUN, 8);
    store<u32>(place, number, 8);
    const last = target + <usize>load<u32>(place, 4) * 4;
    for (let pixel = target + <usize>load<u32>(place) * 4; pixel < last; pixel += 4) store<u32>(pixel, number);
  }
  return count;
}
