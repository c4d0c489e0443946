import { areasOfRuns, type StoredRuns } from "../labels/stored-runs.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { type StoredPlane, samplesOf } from "../wasm/stored-plane.ts";
import { limitsOfRuns } from "./trim-objects.ts";

export interface GrowObjectsOptions {
  /** Fraction of its own height above which an object grows. */
  readonly border: number;
  /** From which heights count, by label. @default 0 */
  readonly grounds?: Float64Array;
  /** How far an object of this area grows, px. */
  readonly reach: (area: number) => number;
}

/** The addresses of pixels (uint32) that objects have taken, and how many they are. */
interface Taken {
  readonly address: number;
  readonly length: number;
}

/**
 * Grows each label, pixel by pixel and never uphill, into the background that is brighter than `border` times its own height:
 * as far as a blurred edge reaches beyond its steepest place. Objects that meet leave what each has taken.
 *
 * @param labels The address of labels, which `runs` are those of.
 * @param heights float32
 */
export function growStoredObjects(
  labels: number,
  runs: StoredRuns,
  heights: StoredPlane,
  { border, grounds, reach }: GrowObjectsOptions,
): void {
  inArena((_, arena) => {
    const limits = limitsOfRuns(runs, heights, border, grounds);
    takeDownhill(arena, labels, runs, heights, limits, reach);
  });
}

/** Grows labels into background above the limit of each, and tells what they have taken, in the arena of the caller. */
export function takeDownhill(
  arena: Arena,
  labels: number,
  runs: StoredRuns,
  { address, height, width }: StoredPlane,
  limits: Float64Array,
  reach: (area: number) => number,
): Taken {
  const [least, reaches] = [
    arena.upload(limits),
    arena.upload(areasOfRuns(runs).map((area) => Math.round(reach(area)))),
  ];
  const pixels = arena.allocate(4 * samplesOf({ height, width }));
  const outer = arena.kernels.outermostPixels(labels, height, width, runs.address, runs.length, pixels);
  const all = arena.kernels.growDownhill(labels, address, height, width, least, reaches, pixels, outer);
  return { address: pixels + 4 * outer, length: all - outer };
}
