import { fillStoredObjectHoles } from "../labels/fill-object-holes.ts";
import { groupStoredPixels, storedAreas } from "../measure/region-pixels.ts";
import { inArena } from "../wasm/arena.ts";
import type { StoredPlane } from "../wasm/stored-plane.ts";
import { trimStoredObjects } from "./trim-objects.ts";

export interface JoinRoundOptions {
  /** Connected parts of fewer px stay as they are. */
  readonly minArea: number;
  /** Fraction of its own height at which the outline of a part is looked at. */
  readonly border: number;
  /** The least roundness of a part that counts as one object. */
  readonly roundness: number;
}

/**
 * Joins labels that together are an ellipse, and nothing else: a nucleus that its length or its texture had parted. Two that
 * touch are never as round.
 *
 * @param parts Labels of what is connected, which are trimmed and filled here.
 */
export function joinStoredRound(labels: number, parts: number, heights: StoredPlane, options: JoinRoundOptions): void {
  const { minArea, border, roundness } = options;
  if (storedAreas(parts, heights).every((area) => area < minArea)) return;
  inArena((kernels, arena) => {
    trimStoredObjects(parts, heights, border);
    fillStoredObjectHoles(parts, heights);
    const { pixels, ends, most } = groupStoredPixels(kernels, arena, parts, heights);
    kernels.joinInRound(labels, pixels, ends, most, heights.width, minArea, roundness);
  });
}
