import { Foreground, joinedRuns, RUN } from "./runs";
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
  let end: u32 = 0;
  if (type === UINT8) end = joinedRuns<u8, Foreground>(source, height, width, reach, runs);
  else if (type === UINT16) end = joinedRuns<u16, Foreground>(source, height, width, reach, runs);
  else if (type === UINT32) end = joinedRuns<u32, Foreground>(source, height, width, reach, runs);
  else if (type === INT32) end = joinedRuns<i32, Foreground>(source, height, width, reach, runs);
  else if (type === FLOAT32) end = joinedRuns<f32, Foreground>(source, height, width, reach, runs);
  else if (type === FLOAT64) end = joinedRuns<f64, Foreground>(source, height, width, reach, runs);
  return paint(target, <usize>height, <usize>width, runs, end);
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
