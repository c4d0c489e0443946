import { type Arena, inArena } from "../wasm/arena.ts";
import { type Size, type StoredPlane, samplesOf } from "../wasm/stored-plane.ts";

/** The bytes of a run, and those that a list of them takes. */
export const RUN = 16;

/**
 * Objects in an arena as runs of one label each, row by row: most of a plane is background, which this leaves out. None has
 * a greater label than `most`.
 */
export interface StoredRuns {
  readonly address: number;
  readonly length: number;
  readonly most: number;
}

/** What is connected in a mask, numbered in raster order of first pixels. */
export function runsOfStoredMask(
  arena: Arena,
  { type, address: mask, height, width }: StoredPlane,
  connectivity: 4 | 8,
): StoredRuns {
  const counted = arena.allocate(4);
  const address = arena.allocate(RUN * height * ((width + 1) >> 1));
  const length = arena.kernels.runsOfMask(type, mask, height, width, connectivity === 8 ? 1 : 0, address, counted);
  arena.shrink(address, RUN * length);
  return { address, length, most: wordAt(arena, counted) };
}

/** The runs of labels (uint32) at an address. */
export function runsOfStoredLabels(arena: Arena, labels: number, { height, width }: Size): StoredRuns {
  const greatest = arena.allocate(4);
  const room = (height * width) >> 3;
  const address = arena.allocate(RUN * room);
  const length = arena.kernels.runsOfLabels(labels, height, width, address, room, greatest);
  arena.shrink(address, 0);
  arena.allocate(RUN * length);
  // There is more room now for objects of few pixels.
  if (length > room) arena.kernels.runsOfLabels(labels, height, width, address, length, greatest);
  return { address, length, most: wordAt(arena, greatest) };
}

function wordAt(arena: Arena, address: number): number {
  return arena.view(address, new Uint32Array(0), 1)[0]!;
}

/** How many pixels each label has, by label; 0 for the background. */
export function areasOfRuns(runs: StoredRuns): Uint32Array {
  return inArena((_, arena) => arena.view(countAreas(arena, runs), new Uint32Array(0), runs.most + 1).slice());
}

/** The same as a table (uint32) in the arena of the caller. */
export function countAreas(arena: Arena, { address, length, most }: StoredRuns): number {
  const areas = arena.allocate(4 * (most + 1));
  arena.kernels.countPixels(address, length, areas, most);
  return areas;
}

/** Writes labels to an address, 0 where there is no run. */
export function paintRuns({ kernels }: Arena, { address, length }: StoredRuns, target: number, size: Size): void {
  kernels.paintRuns(address, length, target, samplesOf(size));
}

/** Drops labels in place unless `keep` holds for them, and numbers the others from 1 in raster order of first pixels. */
export function keepRuns(runs: StoredRuns, keep: (label: number, area: number) => boolean): StoredRuns {
  return inArena((kernels, arena) => {
    const { address, length, most } = runs;
    const table = countAreas(arena, runs);
    const kept = arena.view(table, new Uint32Array(0), most + 1);
    for (let label = 1; label <= most; label++) kept[label] = kept[label] !== 0 && keep(label, kept[label]!) ? 1 : 0;
    const left = kernels.keepRuns(address, length, table, most);
    return { address, length: left, most: wordAt(arena, table) };
  });
}
