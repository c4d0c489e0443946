import { fillHolesOfRuns } from "../labels/fill-object-holes.ts";
import { areasOfRuns, countAreas, type StoredRuns } from "../labels/stored-runs.ts";
import { inArena } from "../wasm/arena.ts";
import type { StoredPlane } from "../wasm/stored-plane.ts";
import { roundnessOfObjects } from "./roundness.ts";
import { trimRuns } from "./trim-objects.ts";

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
 * @param parts What is connected; it is trimmed and filled before it is looked at.
 */
export function joinStoredRound(
  labels: number,
  parts: StoredRuns,
  heights: StoredPlane,
  { minArea, border, roundness }: JoinRoundOptions,
): void {
  if (areasOfRuns(parts).every((area) => area < minArea)) return;
  inArena((kernels, arena) => {
    const trimmed = trimRuns(arena, parts, heights, border);
    const filled = fillHolesOfRuns(arena, trimmed, heights);
    const { address, length, most } = filled;
    const areas = countAreas(arena, filled);
    const round = arena.upload(roundnessOfObjects(filled, heights));
    const found = arena.allocate(5 * (most + 1));
    kernels.joinInRound(labels, address, length, most, areas, round, found, minArea, roundness);
  });
}
