import { Foreground, joinedRuns, LABEL, LINK, RUN } from "./runs";
import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";

/**
 * Writes the runs of samples that are not 0, labelled by what hangs together and numbered in raster order of first pixels, into `runs`,
 * which has room for height · ((width + 1) >> 1) of them, and how many objects there are to `counted` (uint32). Returns how many runs
 * there are.
 */
export function runsOfMask(
  type: i32,
  source: usize,
  height: i32,
  width: i32,
  reach: u32,
  runs: usize,
  counted: usize,
): u32 {
  let end: u32 = 0;
  if (type === UINT8) end = joinedRuns<u8, Foreground>(source, height, width, reach, runs);
  else if (type === UINT16) end = joinedRuns<u16, Foreground>(source, height, width, reach, runs);
  else if (type === UINT32) end = joinedRuns<u32, Foreground>(source, height, width, reach, runs);
  else if (type === INT32) end = joinedRuns<i32, Foreground>(source, height, width, reach, runs);
  else if (type === FLOAT32) end = joinedRuns<f32, Foreground>(source, height, width, reach, runs);
  else if (type === FLOAT64) end = joinedRuns<f64, Foreground>(source, height, width, reach, runs);
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
