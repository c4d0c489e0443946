import { meansOfStored } from "../background/mean-shrink.ts";
import { extremesOfStored } from "../intensity/extremes.ts";
import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { samplesOf, storePlane } from "../wasm/stored-plane.ts";

/** A plane made small, and what only the whole plane tells. */
export interface Thumbnail extends Plane<Float32Array> {
  /** How many samples of the plane have its greatest value. */
  readonly maximal: number;
}

/** What {@link meanShrink} makes of a plane, and how many of its samples are the greatest: the plane is copied to the kernels once. */
export function thumbnail(plane: Plane, factor: number): Thumbnail {
  return inArena((kernels, arena) => {
    const stored = storePlane(arena, plane);
    const samples = samplesOf(stored);
    const { greatest } = extremesOfStored(stored.type, stored.address, samples);
    const maximal = kernels.countFrom(stored.type, stored.address, samples, greatest);
    return { ...meansOfStored(stored, factor), maximal };
  });
}
