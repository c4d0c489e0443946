import { expectSameShape, type Labels, type Mask, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { type StoredPlane, storePlane } from "../wasm/stored-plane.ts";
import { type StoredBounds, storeBounds } from "./descend.ts";

export interface WatershedOptions {
  /** Only these pixels are flooded. @default all */
  readonly mask?: Mask;
  /** Does water flow across edges only (4), or corners too (8)? @default 4 */
  readonly connectivity?: 4 | 8;
}

/**
 * Floods `landscape` from the labelled `markers`, lowest pixels first, among equals in the order they were reached:
 * every pixel that water reaches takes the label it came with.
 *
 * Reference: `skimage.segmentation.watershed`, equal (Soille and Ansoult, 1990).
 *
 * @throws PLANE_SHAPE_MISMATCH where landscape, markers and mask differ in size.
 */
export function watershed(landscape: Plane, markers: Labels, options: WatershedOptions = {}): Labels {
  const { mask, connectivity = 4 } = options;
  expectSameShape("flood a landscape", landscape, markers, ...(mask === undefined ? [] : [mask]));
  return computePlane(markers.data, markers, (_, arena, target) => {
    const bounds = mask === undefined ? null : storeBounds(arena, mask);
    floodStored(storePlane(arena, landscape), arena.read(markers.data), bounds, { connectivity }, target);
  });
}

const DOUBLES = sampleType(new Float64Array(0));

interface FloodSettings {
  readonly connectivity: 4 | 8;
  /** Highest pixels first? @default false */
  readonly isInverted?: boolean;
}

/** {@link watershed} in an arena: from markers (uint32) at an address to labels at another, which may be the same. */
export function floodStored(
  { address, type, height, width }: StoredPlane,
  markers: number,
  bounds: StoredBounds | null,
  { connectivity, isInverted = false }: FloodSettings,
  target: number,
): void {
  inArena((kernels, arena) => {
    const levelBytes = type === DOUBLES ? 8 : 4;
    const scratch = arena.allocate((4 + levelBytes) * (height + 2) * (width + 2));
    const waiting = arena.allocate(16 * (bounds?.open ?? height * width));
    const planes = [address, markers, bounds?.address ?? 0] as const;
    kernels.floodPlane(type, isInverted, ...planes, height, width, connectivity, target, scratch, waiting);
  });
}
