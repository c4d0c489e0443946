import type { Mask, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { computePlane, MASK } from "../wasm/compute-plane.ts";
import { type StoredPlane, storePlane } from "../wasm/stored-plane.ts";
import { RUN } from "./stored-runs.ts";

export interface FillHolesOptions {
  /** Holes of more px stay open. @default Infinity */
  readonly maxArea?: number;
}

/**
 * The mask with its holes filled: background that no path of edge neighbours joins to the plane's border.
 *
 * Reference: `scipy.ndimage.binary_fill_holes`, equal where `maxArea` does not limit.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED
 */
export function fillHoles(mask: Plane, { maxArea = Number.POSITIVE_INFINITY }: FillHolesOptions = {}): Mask {
  return computePlane(MASK, mask, (_, arena, target) => fillStoredHoles(storePlane(arena, mask), target, maxArea));
}

/** {@link fillHoles} in an arena: writes uint8 to the address `target`. */
export function fillStoredHoles({ address, type, height, width }: StoredPlane, target: number, maxArea: number): void {
  inArena((kernels, arena) => {
    const mostRuns = height * ((width + 1) >> 1);
    const runs = arena.allocate(RUN * mostRuns);
    const areas = arena.allocate(4 * mostRuns);
    kernels.fillHolesOfPlane(type, address, target, height, width, maxArea, runs, areas);
  });
}
