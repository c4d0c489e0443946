import { inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";

/**
 * Fills the holes of labels at an address: background that one object alone encloses. What several enclose stays open.
 */
export function fillStoredObjectHoles(labels: number, { height, width }: Size): void {
  inArena((kernels, arena) => {
    const mostRuns = height * ((width + 1) >> 1);
    kernels.fillHolesOfObjects(labels, height, width, arena.allocate(12 * mostRuns), arena.allocate(4 * mostRuns));
  });
}
