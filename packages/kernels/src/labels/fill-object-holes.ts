import type { Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";

/** The labels with their holes filled: background that one object alone encloses. What several enclose stays open. */
export function fillObjectHoles({ data, height, width }: Labels): Labels {
  return inArena((_, arena) => {
    const labels = arena.upload(data);
    fillStoredObjectHoles(labels, { height, width });
    return { data: arena.download(labels, data), height, width };
  });
}

/**
 * {@link fillObjectHoles} of labels at an address, in place.
 */
export function fillStoredObjectHoles(labels: number, { height, width }: Size): void {
  inArena((kernels, arena) => {
    const mostRuns = height * ((width + 1) >> 1);
    kernels.fillHolesOfObjects(labels, height, width, arena.allocate(12 * mostRuns), arena.allocate(4 * mostRuns));
  });
}
