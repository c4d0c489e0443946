import { Background, joinedRuns, RUN, settledRoot } from "./runs";

const NOBODY: u32 = 0;
const SEVERAL: u32 = u32.MAX_VALUE;

/**
 * Fills background that one label (uint32) alone encloses with it; what several enclose, or none, stays open. `runs` has room for 3
 * uint32, `owners` for one for each run there can be, height · ((width + 1) >> 1).
 */
export function fillHolesOfObjects(labels: usize, height: i32, width: i32, runs: usize, owners: usize): void {
  const end = joinedRuns<u32, Background>(labels, height, width, 0, runs);
  const lastRow = <u32>(height - 1) * <u32>width;
  memory.fill(owners, 0, 4 * <usize>end);
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    meet(
      labels,
      <u32>width,
      lastRow,
      load<u32>(place),
      load<u32>(place, 4),
      owners + 4 * <usize>settledRoot(runs, run),
    );
  }
  for (let run: u32 = 0; run < end; run++) {
    const place = runs + <usize>run * RUN;
    const owner = load<u32>(owners + 4 * <usize>load<u32>(place, 8));
    if (owner === SEVERAL || owner === NOBODY) continue;
    const stop = labels + 4 * <usize>load<u32>(place, 4);
    for (let pixel = labels + 4 * <usize>load<u32>(place); pixel < stop; pixel += 4) store<u32>(pixel, owner);
  }
}

/** Notes whom a run of background, up to `to`, lies beside. */
function meet(labels: usize, width: u32, lastRow: u32, from: u32, to: u32, owner: usize): void {
  let found = load<u32>(owner);
  if (found === SEVERAL) return;
  const touchesBorder = from < width || from >= lastRow || from % width === 0 || to % width === 0;
  if (touchesBorder) found = SEVERAL;
  else {
    found = either(found, load<u32>(labels + 4 * <usize>(from - 1)));
    found = either(found, load<u32>(labels + 4 * <usize>to));
    const rowBytes = <usize>width * 4;
    for (let pixel = labels + 4 * <usize>from; pixel < labels + 4 * <usize>to && found !== SEVERAL; pixel += 4) {
      found = either(either(found, load<u32>(pixel - rowBytes)), load<u32>(pixel + rowBytes));
    }
  }
  store<u32>(owner, found);
}

function either(owner: u32, label: u32): u32 {
  if (label === NOBODY || label === owner) return owner;
  return owner === NOBODY ? label : SEVERAL;
}
