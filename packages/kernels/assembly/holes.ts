import { Background, joinedRuns, RUN, settledRoot } from "./runs";

// What stands for the area of background that reaches the border of the plane.
const OUTSIDE: u32 = u32.MAX_VALUE;

/**
 * Writes 1 into `target` (uint8) where a sample is not 0, or lies in a hole of at most `maxArea` pixels; elsewhere 0.
 * `runs` has room for 4 uint32, `areas` for one for each run there can be, height · ((width + 1) >> 1).
 */
export function fillHolesOfPlane<T>(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  maxArea: f64,
  runs: usize,
  areas: usize,
): void {
  const end = joinedRuns<T, Background>(source, height, width, 0, runs);
  measure(<u32>height, <u32>width, runs, end, areas);
  memory.fill(target, 1, <usize>height * <usize>width);
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const area = load<u32>(areas + 4 * <usize>load<u32>(place, 8));
    if (area !== OUTSIDE && <f64>area <= maxArea) continue;
    memory.fill(target + <usize>load<u32>(place), 0, <usize>(load<u32>(place, 4) - load<u32>(place)));
  }
}

/** Sums areas under the first run of each hole. */
function measure(height: u32, width: u32, runs: usize, end: u32, areas: usize): void {
  const lastRow = (height - 1) * width;
  memory.fill(areas, 0, 4 * <usize>end);
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const from = load<u32>(place);
    const to = load<u32>(place, 4);
    const area = areas + 4 * <usize>settledRoot(runs, run);
    const isOutside = from < width || from >= lastRow || from % width === 0 || to % width === 0;
    if (isOutside) store<u32>(area, OUTSIDE);
    else if (load<u32>(area) !== OUTSIDE) store<u32>(area, load<u32>(area) + to - from);
  }
}
