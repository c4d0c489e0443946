import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { type StoredPlane, samplesOf, storePlane } from "../wasm/stored-plane.ts";

/**
 * The squared distance in px² of each foreground pixel (not 0) to the nearest background pixel, exact; Infinity where a
 * plane has no background.
 *
 * Method: Meijster, Roerdink, Hesselink, "A general algorithm for computing distance transforms in linear time", 2000.
 */
export function squaredDistance(mask: Plane): Plane<Float64Array> {
  return computePlane(new Float64Array(0), mask, (_, arena, target) => {
    measureStored(storePlane(arena, mask), target, true, arena.allocate(4 * samplesOf(mask)));
  });
}

/**
 * In an arena: writes distances to the address `target`, squared as float64, or as float32. At `columns` there is room for 4 bytes for each
 * pixel.
 */
export function measureStored(mask: StoredPlane, target: number, isSquared: boolean, columns: number): void {
  const { address, type, height, width } = mask;
  inArena((kernels, arena) => {
    const envelope = arena.allocate(8 * width);
    kernels.measureDistances(type, address, target, height, width, isSquared, columns, envelope);
  });
}
