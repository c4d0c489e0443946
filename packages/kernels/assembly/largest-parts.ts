import { join, LABEL, LINK, RUN, settledRoot } from "./runs";

/**
 * Keeps of each label, whose runs do not follow each other without a gap, its largest part, what edge neighbours hang together by; of equally large ones that whose last pixel comes first.
 * Returns how many runs are left. `parts` has room for 2 uint32 for each run, `best` for one for each label up to `most`.
 */
export function keepLargestParts(runs: usize, end: u32, width: u32, parts: usize, best: usize, most: u32): u32 {
  joinRows(runs, end, width);
  // By the first run of a part: its area, and the pixel after its last one.
  memory.fill(parts, 0, 8 * <usize>end);
  memory.fill(best, 0xff, 4 * (<usize>most + 1));
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const part = parts + 8 * <usize>settledRoot(runs, run);
    store<u32>(part, load<u32>(part) + load<u32>(place, 4) - load<u32>(place));
    store<u32>(part, load<u32>(place, 4), 4);
  }
  for (let run: u32 = 0; run < end; run++) {
    if (load<u32>(runs + <usize>run * RUN, LINK) === run) choose(runs, parts, best, run);
  }
  let left = runs;
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    if (load<u32>(best + 4 * <usize>load<u32>(place, LABEL)) !== load<u32>(place, LINK)) continue;
    v128.store(left, v128.load(place));
    left += RUN;
  }
  return <u32>((left - runs) / RUN);
}

function choose(runs: usize, parts: usize, best: usize, part: u32): void {
  const chosen = best + 4 * <usize>load<u32>(runs + <usize>part * RUN, LABEL);
  if (load<u32>(chosen) !== u32.MAX_VALUE) {
    const rival = parts + 8 * <usize>load<u32>(chosen);
    const own = parts + 8 * <usize>part;
    if (load<u32>(own) < load<u32>(rival)) return;
    if (load<u32>(own) === load<u32>(rival) && load<u32>(own, 4) > load<u32>(rival, 4)) return;
  }
  store<u32>(chosen, part);
}

function joinRows(runs: usize, end: u32, width: u32): void {
  let above: u32 = 0;
  let first: u32 = 0;
  let rowOfAbove: u32 = u32.MAX_VALUE;
  while (first < end) {
    const row = load<u32>(runs + <usize>first * RUN) / width;
    const next = endOfRow(runs, first, end, (row + 1) * width);
    if (rowOfAbove + 1 === row) joinEqual(runs, above, first, next, width);
    rowOfAbove = row;
    above = first;
    first = next;
  }
}

function endOfRow(runs: usize, run: u32, end: u32, nextRow: u32): u32 {
  for (; run < end && load<u32>(runs + <usize>run * RUN) < nextRow; run++)
    store<u32>(runs + <usize>run * RUN, run, LINK);
  return run;
}

/** Joins the runs of a row with those of the same label above them. */
function joinEqual(runs: usize, above: u32, first: u32, end: u32, width: u32): void {
  let other = above;
  for (let run = first; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const label = load<u32>(place, LABEL);
    const from = load<u32>(place) - width;
    const to = load<u32>(place, 4) - width;
    while (other < first && load<u32>(runs + <usize>other * RUN, 4) <= from) other++;
    let touched = other;
    for (; touched < first; touched++) {
      const neighbour = runs + <usize>touched * RUN;
      if (load<u32>(neighbour) >= to) break;
      if (load<u32>(neighbour, LABEL) === label) join(runs, run, touched);
    }
    if (touched > other) other = touched - 1;
  }
}
