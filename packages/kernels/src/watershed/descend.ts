import type { CountedLabels } from "../labels/label-connected.ts";
import { expectParameter, expectSameShape, type Mask, type Plane } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { computePlane, LABELS } from "../wasm/compute-plane.ts";
import { type StoredPlane, storePlane } from "../wasm/stored-plane.ts";

export interface ProminenceOptions {
  /** How far a peak must rise above the saddle that joins it to a higher one. */
  readonly prominence: number;
  /** The same as a fraction of the peak's own height; the larger of the two counts. @default 0 */
  readonly relativeProminence?: number;
  /** Only these pixels belong to the landscape. @default all */
  readonly mask?: Mask;
}

/** The address of a mask (uint8), and how many of its pixels are open. */
export interface StoredBounds {
  readonly address: number;
  readonly open: number;
}

/** What becomes of a landscape from which water has sunk: its prominent peaks, or what belongs to each of them. */
export type Remains = "peaks" | "basins";

/**
 * Lets water sink from the highest pixel of `landscape` (compared as float32) to the lowest. Islands emerge, grow and
 * meet; where two meet (neighbourhood 8), the lower one's peak counts only if it is prominent enough. Every pixel
 * belongs to what the steepest way up from it leads to, a peak that does not count to what it leans on.
 *
 * @throws PARAMETER_INVALID unless a prominence is positive, PLANE_SHAPE_MISMATCH where mask and landscape differ in size.
 */
export function descend(landscape: Plane, options: ProminenceOptions, remains: Remains): CountedLabels {
  const { mask } = options;
  if (mask !== undefined) expectSameShape("find peaks", landscape, mask);
  let count = 0;
  const labels = computePlane(LABELS, landscape, (_, arena, target) => {
    const bounds = mask === undefined ? null : storeBounds(arena, mask);
    count = descendStored(storePlane(arena, landscape), bounds, options, remains, target);
  });
  return { labels, count };
}

/** {@link descend} in an arena: writes uint32 to the address `target`, and returns how many numbers there are. */
export function descendStored(
  landscape: StoredPlane,
  bounds: StoredBounds | null,
  { prominence, relativeProminence = 0 }: Omit<ProminenceOptions, "mask">,
  remains: Remains,
  target: number,
): number {
  const isPositive = prominence >= 0 && relativeProminence >= 0 && prominence + relativeProminence > 0;
  expectParameter(isPositive, "find peaks", "a prominence > 0", prominence);
  const { address, type, height, width } = landscape;
  const open = bounds?.open ?? height * width;
  const mostPeaks = Math.min(open, ((height + 1) >> 1) * ((width + 1) >> 1));
  const marksPeaks = remains === "peaks";
  return inArena((kernels, arena) => {
    const [summits, sorting] = [arena.allocate(24 * mostPeaks), arena.allocate(16 * open + SORTING)];
    const size = [height, width] as const;
    const least = [prominence, relativeProminence] as const;
    const mask = bounds?.address ?? 0;
    const emerged = arena.allocate(4 * (height + 2) * (width + 2));
    return kernels.descendPlane(type, address, mask, ...size, ...least, marksPeaks, target, emerged, summits, sorting);
  });
}

const SORTING = 0x6000;

/** A copy of a mask in the arena of the caller. */
export function storeBounds(arena: Arena, { data }: Mask): StoredBounds {
  const address = arena.read(data);
  return { address, open: arena.kernels.countOpen(address, data.length) };
}
