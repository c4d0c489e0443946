import { appendRun, join, RUN, settledRoot, skipBackground } from "./runs";

/** The greatest of uint32 samples, 0 of none. */
export function greatestLabel(labels: usize, samples: i32): u32 {
  const vectors = <usize>samples & ~3;
  let four = i32x4.splat(0);
  for (let i: usize = 0; i < vectors; i += 4) four = i32x4.max_u(four, v128.load(labels + 4 * i));
  let greatest = max(
    max(<u32>i32x4.extract_lane(four, 0), <u32>i32x4.extract_lane(four, 1)),
    max(<u32>i32x4.extract_lane(four, 2), <u32>i32x4.extract_lane(four, 3)),
  );
  for (let i = vectors; i < <usize>samples; i++) greatest = max(greatest, load<u32>(labels + 4 * i));
  return greatest;
}

/** Where the run of equal labels ends that pixel `i` is of. */
function endOfRun(labels: usize, i: u32, samples: u32): u32 {
  const label = load<u32>(labels + 4 * <usize>i);
  const same = i32x4.splat(<i32>label);
  i++;
  while (i + 4 <= samples && i32x4.all_true(i32x4.eq(v128.load(labels + 4 * <usize>i), same))) i += 4;
  while (i < samples && load<u32>(labels + 4 * <usize>i) === label) i++;
  return i;
}

/** Counts the pixels of each label but 0 into `areas` (uint32, 0 before). */
export function countLabels(labels: usize, samples: u32, areas: usize): void {
  for (let i = skipBackground<u32>(labels, 0, samples); i < samples; i = skipBackground<u32>(labels, i, samples)) {
    const end = endOfRun(labels, i, samples);
    const area = areas + 4 * <usize>load<u32>(labels + 4 * <usize>i);
    store<u32>(area, load<u32>(area) + end - i);
    i = end;
  }
}

/**
 * Writes the pixels of each label but 0 into `pixels`, one label after the other, in raster order. `ends` holds the areas of labels
 * up to `most` and afterwards where the pixels of each end.
 */
export function groupPixels(labels: usize, samples: u32, ends: usize, most: u32, pixels: usize): void {
  let before: u32 = 0;
  store<u32>(ends, 0);
  for (let label: u32 = 1; label <= most; label++) {
    const area = load<u32>(ends + 4 * <usize>label);
    store<u32>(ends + 4 * <usize>label, before);
    before += area;
  }
  for (let i = skipBackground<u32>(labels, 0, samples); i < samples; i = skipBackground<u32>(labels, i, samples)) {
    const stop = endOfRun(labels, i, samples);
    const end = ends + 4 * <usize>load<u32>(labels + 4 * <usize>i);
    const first = load<u32>(end);
    store<u32>(end, first + stop - i);
    for (let place = pixels + 4 * <usize>first; i < stop; i++, place += 4) store<u32>(place, i);
  }
}

/** Each label replaced by its number in the table `numbers` (uint32). */
export function renumber(labels: usize, target: usize, samples: u32, numbers: usize): void {
  for (let i: usize = 0; i < <usize>samples; i++) {
    store<u32>(target + 4 * i, load<u32>(numbers + 4 * <usize>load<u32>(labels + 4 * i)));
  }
}

/**
 * Copies of each label its largest part, what edge neighbours hang together by, and 0 elsewhere; of equally large ones that whose
 * last pixel comes first. `runs` has room for 5 uint32 for each pixel, `best` for one for each label up to `most`.
 */
export function keepLargestParts(
  labels: usize,
  target: usize,
  height: i32,
  width: i32,
  runs: usize,
  best: usize,
  most: u32,
): void {
  const end = joinedLabelRuns(labels, height, <u32>width, runs);
  // By the first run of a part: its area, and the pixel after its last one.
  const parts = runs + <usize>end * RUN;
  memory.fill(parts, 0, 8 * <usize>end);
  memory.fill(best, 0xff, 4 * (<usize>most + 1));
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const part = parts + 8 * <usize>settledRoot(runs, run);
    store<u32>(part, load<u32>(part) + load<u32>(place, 4) - load<u32>(place));
    store<u32>(part, load<u32>(place, 4), 4);
  }
  for (let run: u32 = 0; run < end; run++)
    if (load<u32>(runs + <usize>run * RUN, 8) === run) choose(labels, runs, parts, best, run);
  memory.fill(target, 0, 4 * <usize>height * <usize>width);
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const label = load<u32>(labels + 4 * <usize>load<u32>(place));
    if (load<u32>(best + 4 * <usize>label) !== load<u32>(place, 8)) continue;
    for (let i = load<u32>(place); i < load<u32>(place, 4); i++) store<u32>(target + 4 * <usize>i, label);
  }
}

function choose(labels: usize, runs: usize, parts: usize, best: usize, part: u32): void {
  const chosen = best + 4 * <usize>load<u32>(labels + 4 * <usize>load<u32>(runs + <usize>part * RUN));
  if (load<u32>(chosen) !== u32.MAX_VALUE) {
    const rival = parts + 8 * <usize>load<u32>(chosen);
    const own = parts + 8 * <usize>part;
    if (load<u32>(own) < load<u32>(rival)) return;
    if (load<u32>(own) === load<u32>(rival) && load<u32>(own, 4) > load<u32>(rival, 4)) return;
  }
  store<u32>(chosen, part);
}

function joinedLabelRuns(labels: usize, height: i32, width: u32, runs: usize): u32 {
  let above: u32 = 0;
  let first: u32 = 0;
  for (let y = 0; y < height; y++) {
    const offset = <u32>y * width;
    const row = labels + 4 * <usize>offset;
    let count = first;
    for (let x = skipBackground<u32>(row, 0, width); x < width; x = skipBackground<u32>(row, x, width)) {
      const start = x;
      x = endOfRun(row, x, width);
      appendRun(runs, count++, offset + start, offset + x);
    }
    joinEqual(labels, runs, above, first, count, width);
    above = first;
    first = count;
  }
  return first;
}

/** Joins the runs of a row with those of the same label above them. */
function joinEqual(labels: usize, runs: usize, above: u32, first: u32, end: u32, width: u32): void {
  let other = above;
  for (let run = first; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const label = load<u32>(labels + 4 * <usize>load<u32>(place));
    const from = load<u32>(place) - width;
    const to = load<u32>(place, 4) - width;
    while (other < first && load<u32>(runs + <usize>other * RUN, 4) <= from) other++;
    let touched = other;
    for (; touched < first; touched++) {
      const start = load<u32>(runs + <usize>touched * RUN);
      if (start >= to) break;
      if (load<u32>(labels + 4 * <usize>start) === label) join(runs, run, touched);
    }
    if (touched > other) other = touched - 1;
  }
}
