// Rows taken apart into runs. A run: the pixel it starts at, that after its end, an earlier run that it belongs with, or
// itself, and the label of what it is a part of, where that is known.
export const RUN: usize = 16;
export const LINK: usize = 8;
export const LABEL: usize = 12;

/** Types that stand for what runs are made of where a function is compiled for each. */
export type Background = i8;
export type Foreground = i16;

/** Finds the runs of all rows and joins those that touch; with `reach` 1 corners touch too. Returns how many there are. */
export function joinedRuns<T, Kind>(source: usize, height: i32, width: i32, reach: u32, runs: usize): u32 {
  const rowBytes = <usize>width * sizeof<T>();
  let above: u32 = 0;
  let first: u32 = 0;
  for (let y = 0; y < height; y++) {
    const row = source + <usize>y * rowBytes;
    const end = findRuns<T, Kind>(row, <u32>width, <u32>y * <u32>width, runs, first);
    joinRuns(runs, above, first, end, <u32>width, reach);
    above = first;
    first = end;
  }
  return first;
}

/** Appends the runs of a row; returns the number of runs so far. */
function findRuns<T, Kind>(row: usize, width: u32, offset: u32, runs: usize, count: u32): u32 {
  let x = sizeof<Kind>() === 1 ? skipForeground<T>(row, 0, width) : skipBackground<T>(row, 0, width);
  while (x < width) {
    const start = x;
    x = sizeof<Kind>() === 1 ? skipBackground<T>(row, x, width) : skipForeground<T>(row, x, width);
    appendRun(runs, count++, offset + start, offset + x);
    x = sizeof<Kind>() === 1 ? skipForeground<T>(row, x, width) : skipBackground<T>(row, x, width);
  }
  return count;
}

export function appendRun(runs: usize, run: u32, start: u32, end: u32): void {
  const place = runs + <usize>run * RUN;
  store<u32>(place, start);
  store<u32>(place, end, 4);
  store<u32>(place, run, LINK);
}

export function appendLabelled(runs: usize, run: u32, start: u32, end: u32, label: u32): void {
  appendRun(runs, run, start, end);
  store<u32>(runs + <usize>run * RUN, label, LABEL);
}

/** The first place from `x` on that is not 0. */
export function skipBackground<T>(row: usize, x: u32, width: u32): u32 {
  const step: u32 = 16 / sizeof<T>();
  while (x < width) {
    if (load<T>(row + <usize>x * sizeof<T>()) !== <T>0) return x;
    x++;
    while (x + step <= width && !v128.any_true(v128.load(row + <usize>x * sizeof<T>()))) x += step;
  }
  return x;
}

function skipForeground<T>(row: usize, x: u32, width: u32): u32 {
  if (sizeof<T>() === 1) while (x + 16 <= width && i8x16.all_true(v128.load(row + <usize>x))) x += 16;
  while (x < width && load<T>(row + <usize>x * sizeof<T>()) !== <T>0) x++;
  return x;
}

/** Joins the runs of a row, from `first` on, with those of the row above, from `above` on; with `reach` 1 corners touch too. */
export function joinRuns(runs: usize, above: u32, first: u32, end: u32, width: u32, reach: u32): void {
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

export function join(runs: usize, a: u32, b: u32): void {
  const first = rootOf(runs, a);
  const second = rootOf(runs, b);
  if (first < second) store<u32>(runs + <usize>second * RUN, first, 8);
  else store<u32>(runs + <usize>first * RUN, second, 8);
}

/** The earliest run that a run belongs with, if this was asked of all earlier ones before. */
export function settledRoot(runs: usize, run: u32): u32 {
  const place = runs + <usize>run * RUN;
  const root = load<u32>(runs + <usize>load<u32>(place, 8) * RUN, 8);
  store<u32>(place, root, 8);
  return root;
}
