import { appendLabelled, appendRun, joinRuns, LABEL, LINK, RUN, settledRoot } from "./runs";

const NOBODY: u32 = 0;
const SEVERAL: u32 = u32.MAX_VALUE;

/**
 * Adds to the runs of labels the background that one label alone encloses with it; what several enclose, or none, stays open. Writes all of
 * them into `target` and returns how many there are. `gaps` has room for a run more than there are for each row, `target` for both;
 * `owners` for a uint32 for each gap.
 */
export function fillHolesOfObjects(
  runs: usize,
  end: u32,
  height: u32,
  width: u32,
  gaps: usize,
  owners: usize,
  target: usize,
): u32 {
  const count = joinedGaps(runs, end, height, width, gaps);
  memory.fill(owners, 0, 4 * <usize>count);
  for (let gap: u32 = 0; gap < count; gap++) settledRoot(gaps, gap);
  meetInRows(runs, gaps, count, height, width, owners);
  meetAbove(runs, end, gaps, count, width, 0, owners);
  meetAbove(runs, end, gaps, count, 0, width, owners);
  return mergeFilled(runs, end, gaps, count, owners, target);
}

/** Writes the runs of background, joined where edge neighbours touch. */
function joinedGaps(runs: usize, end: u32, height: u32, width: u32, gaps: usize): u32 {
  let run: u32 = 0;
  let above: u32 = 0;
  let first: u32 = 0;
  for (let y: u32 = 0; y < height; y++) {
    const stop = (y + 1) * width;
    let from = y * width;
    let count = first;
    for (; run < end && load<u32>(runs + <usize>run * RUN) < stop; run++) {
      const place = runs + <usize>run * RUN;
      if (load<u32>(place) > from) appendRun(gaps, count++, from, load<u32>(place));
      from = load<u32>(place, 4);
    }
    if (from < stop) appendRun(gaps, count++, from, stop);
    joinRuns(gaps, above, first, count, width, 0);
    above = first;
    first = count;
  }
  return first;
}

/** Notes of gaps whom they lie beside in their own row, or that they touch the border of the plane. */
function meetInRows(runs: usize, gaps: usize, count: u32, height: u32, width: u32, owners: usize): void {
  const lastRow = (height - 1) * width;
  let run: u32 = 0;
  for (let gap: u32 = 0; gap < count; gap++) {
    const place = gaps + <usize>gap * RUN;
    const from = load<u32>(place);
    const to = load<u32>(place, 4);
    const owner = owners + 4 * <usize>load<u32>(place, LINK);
    if (from < width || from >= lastRow || from % width === 0 || to % width === 0) {
      store<u32>(owner, SEVERAL);
      continue;
    }
    // A gap within a row lies between two runs.
    while (load<u32>(runs + <usize>run * RUN, 4) < from) run++;
    meet(owner, load<u32>(runs + <usize>run * RUN, LABEL));
    meet(owner, load<u32>(runs + <usize>(run + 1) * RUN, LABEL));
  }
}

/** Notes of gaps whom they lie below, where runs are moved `down` by a row, or above, where gaps are moved by one. */
function meetAbove(runs: usize, end: u32, gaps: usize, count: u32, down: u32, gapDown: u32, owners: usize): void {
  let run: u32 = 0;
  for (let gap: u32 = 0; gap < count; gap++) {
    const place = gaps + <usize>gap * RUN;
    const owner = owners + 4 * <usize>load<u32>(place, LINK);
    const from = load<u32>(place) + gapDown;
    const to = load<u32>(place, 4) + gapDown;
    while (run < end && load<u32>(runs + <usize>run * RUN, 4) + down <= from) run++;
    let touched = run;
    for (; touched < end && load<u32>(runs + <usize>touched * RUN) + down < to; touched++) {
      meet(owner, load<u32>(runs + <usize>touched * RUN, LABEL));
    }
    if (touched > run) run = touched - 1;
  }
}

function meet(owner: usize, label: u32): void {
  const found = load<u32>(owner);
  if (found !== label) store<u32>(owner, found === NOBODY ? label : SEVERAL);
}

function mergeFilled(runs: usize, end: u32, gaps: usize, count: u32, owners: usize, target: usize): u32 {
  let run: u32 = 0;
  let merged: u32 = 0;
  for (let gap: u32 = 0; gap < count; gap++) {
    const place = gaps + <usize>gap * RUN;
    const owner = load<u32>(owners + 4 * <usize>load<u32>(place, LINK));
    if (owner === SEVERAL || owner === NOBODY) continue;
    const start = load<u32>(place);
    for (; run < end && load<u32>(runs + <usize>run * RUN) < start; run++) copyRun(runs, run, target, merged++);
    appendLabelled(target, merged++, start, load<u32>(place, 4), owner);
  }
  for (; run < end; run++) copyRun(runs, run, target, merged++);
  return merged;
}

function copyRun(runs: usize, run: u32, target: usize, to: u32): void {
  v128.store(target + <usize>to * RUN, v128.load(runs + <usize>run * RUN));
}
