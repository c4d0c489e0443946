import { appendLabelled, LABEL, RUN, skipBackground } from "./runs";

// Objects as runs of one label each, row by row: 16 bytes a run instead of 4 a pixel of the plane. Tables have an entry for each label,
// the first one for 0.

/**
 * Writes the runs of equal labels (uint32) into `runs`, as far as there is `room` for them, and the greatest label to `greatest` (uint32).
 * Returns how many runs there are.
 */
export function runsOfLabels(labels: usize, height: i32, width: i32, runs: usize, room: u32, greatest: usize): u32 {
  let count: u32 = 0;
  let most: u32 = 0;
  for (let y = 0; y < height; y++) {
    const offset = <u32>y * <u32>width;
    const row = labels + 4 * <usize>offset;
    for (let x = skipBackground<u32>(row, 0, width); x < <u32>width; x = skipBackground<u32>(row, x, width)) {
      const label = load<u32>(row + 4 * <usize>x);
      const end = endOfRun(row, x, width);
      if (count < room) appendLabelled(runs, count, offset + x, offset + end, label);
      count++;
      most = max(most, label);
      x = end;
    }
  }
  store<u32>(greatest, most);
  return count;
}

/** Where the run of equal labels ends that starts at `x`. */
function endOfRun(row: usize, x: u32, width: u32): u32 {
  const label = load<u32>(row + 4 * <usize>x);
  const same = i32x4.splat(<i32>label);
  x++;
  while (x + 4 <= width && i32x4.all_true(i32x4.eq(v128.load(row + 4 * <usize>x), same))) x += 4;
  while (x < width && load<u32>(row + 4 * <usize>x) === label) x++;
  return x;
}

/** Counts the pixels of each label but 0 into `areas` (uint32). */
export function countPixels(runs: usize, end: u32, areas: usize, most: u32): void {
  memory.fill(areas, 0, 4 * (<usize>most + 1));
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const area = areas + 4 * <usize>load<u32>(place, LABEL);
    store<u32>(area, load<u32>(area) + load<u32>(place, 4) - load<u32>(place));
  }
}

/** Areas become where the pixels of each label start, one label after the other. */
export function startsOfAreas(areas: usize, most: u32): void {
  let before: u32 = 0;
  store<u32>(areas, 0);
  for (let entry = areas + 4; entry <= areas + 4 * <usize>most; entry += 4) {
    const area = load<u32>(entry);
    store<u32>(entry, before);
    before += area;
  }
}

/**
 * Writes the pixels of each label into `pixels`, one label after the other, in raster order. `ends` holds the areas of labels up to `most`
 * and afterwards where the pixels of each end.
 */
export function groupPixels(runs: usize, end: u32, ends: usize, most: u32, pixels: usize): void {
  startsOfAreas(ends, most);
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const start = ends + 4 * <usize>load<u32>(place, LABEL);
    let next = pixels + 4 * <usize>load<u32>(start);
    store<u32>(start, load<u32>(start) + load<u32>(place, 4) - load<u32>(place));
    for (let i = load<u32>(place); i < load<u32>(place, 4); i++, next += 4) store<u32>(next, i);
  }
}

/** Writes each label (uint32) where its runs are, and 0 elsewhere. */
export function paintRuns(runs: usize, end: u32, target: usize, samples: i32): void {
  memory.fill(target, 0, 4 * <usize>samples);
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const label = load<u32>(place, LABEL);
    const last = target + 4 * <usize>load<u32>(place, 4);
    for (let pixel = target + 4 * <usize>load<u32>(place); pixel < last; pixel += 4) store<u32>(pixel, label);
  }
}

/**
 * Drops the runs of labels whose entry in `kept` (uint32) is 0 and numbers the others from 1 in raster order of their first pixels; returns
 * how many runs are left. The first entry of the table holds how many labels there are then, the others their numbers.
 */
export function keepRuns(runs: usize, end: u32, kept: usize, most: u32): u32 {
  for (let entry = kept; entry <= kept + 4 * <usize>most; entry += 4) {
    store<u32>(entry, entry > kept && load<u32>(entry) !== 0 ? u32.MAX_VALUE : 0);
  }
  let left: u32 = 0;
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const entry = kept + 4 * <usize>load<u32>(place, LABEL);
    if (load<u32>(entry) === 0) continue;
    if (load<u32>(entry) === u32.MAX_VALUE) {
      store<u32>(kept, load<u32>(kept) + 1);
      store<u32>(entry, load<u32>(kept));
    }
    appendLabelled(runs, left++, load<u32>(place), load<u32>(place, 4), load<u32>(entry));
  }
  return left;
}

/** Adds float32 samples to the sums (float64) of their labels. */
export function sumByLabel(runs: usize, end: u32, plane: usize, sums: usize): void {
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const entry = sums + 8 * <usize>load<u32>(place, LABEL);
    const last = plane + 4 * <usize>load<u32>(place, 4);
    let sum = load<f64>(entry);
    for (let pixel = plane + 4 * <usize>load<u32>(place); pixel < last; pixel += 4) sum += <f64>load<f32>(pixel);
    store<f64>(entry, sum);
  }
}
