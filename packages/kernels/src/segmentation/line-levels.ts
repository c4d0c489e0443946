import { areasOfRuns, type StoredRuns } from "../labels/stored-runs.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";

/** The fraction of a line's pixels that its level leaves below: cells may cover the others. */
const DARKEST = 0.1;
const SAMPLES = 128;

/**
 * How much each object is brighter, on average, than the dark pixels of its own rows and of its own columns, whichever is
 * less, by label: 0 for what only a bright row or column is made of.
 */
export function heightsAboveStoredLines(runs: StoredRuns, heights: number, { height, width }: Size): Float64Array {
  const { address, length, most } = runs;
  const sums = inArena((kernels, arena) => {
    const rows = levelsOfLines(arena, heights, { lines: height, length: width, apart: width, step: 1 });
    const columns = levelsOfLines(arena, heights, { lines: width, length: height, apart: 1, step: width });
    const target = arena.upload(new Float64Array(2 * (most + 1)));
    kernels.addAboveLines(address, length, heights, width, rows, columns, target);
    return arena.view(target, new Float64Array(0), 2 * (most + 1)).slice();
  });
  return Float64Array.from(areasOfRuns(runs), (area, label) =>
    area === 0 ? 0 : Math.min(sums[2 * label]!, sums[2 * label + 1]!) / area,
  );
}

/** Lines whose first samples are `apart`, their samples a `step`. */
interface Lines {
  readonly lines: number;
  readonly length: number;
  readonly apart: number;
  readonly step: number;
}

function levelsOfLines(arena: Arena, plane: number, { lines, length, apart, step }: Lines): number {
  const every = Math.floor(length / SAMPLES) | 1;
  const count = Math.ceil(length / every);
  const target = arena.allocate(4 * (lines + 3));
  const rank = Math.floor(DARKEST * count);
  arena.kernels.measureLines(plane, lines, apart, every * step, count, rank, target, arena.allocate(16 * (rank + 1)));
  return target;
}
