import { Foreground, joinedRuns, LABEL, LINK, RUN } from "./runs";

/**
 * Writes the runs of samples that are not 0, labelled by what hangs together and numbered in raster order of first pixels, into `runs`,
 * which has room for height · ((width + 1) >> 1) of them, and how many objects there are to `counted` (uint32). Returns how many runs
 * there are.
 */
export function runsOfMask<T>(source: usize, height: i32, width: i32, reach: u32, runs: usize, counted: usize): u32 {
  const end = joinedRuns<T, Foreground>(source, height, width, reach, runs);
  store<u32>(counted, number(runs, end));
  return end;
}

function number(runs: usize, end: u32): u32 {
  let count: u32 = 0;
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const earlier = load<u32>(place, LINK);
    // What it belongs with comes earlier, and holds its number by now.
    store<u32>(place, earlier === run ? ++count : load<u32>(runs + <usize>earlier * RUN, LABEL), LABEL);
  }
  return count;
}
