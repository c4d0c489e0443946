import { sumBlocksOfStored } from "../illumination/sum-blocks.ts";
import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { arrayForResult } from "../wasm/results.ts";
import { type StoredPlane, storePlane } from "../wasm/stored-plane.ts";

/** The means of `factor × factor` blocks, float32; partial blocks at the right and lower edge average their pixels. */
export function meanShrink(plane: Plane, factor: number): Plane<Float32Array> {
  return inArena((_, arena) => meansOfStored(storePlane(arena, plane), factor));
}

/** The same of a plane in an arena. */
export function meansOfStored(plane: StoredPlane, factor: number): Plane<Float32Array> {
  const { data: sums, height, width } = sumBlocksOfStored(plane, factor);
  const data = arrayForResult(new Float32Array(0), sums.length);
  for (let y = 0, i = 0; y < height; y++) {
    const rows = Math.min(factor, plane.height - y * factor);
    const size = rows * factor;
    for (const end = i + width - 1; i < end; i++) data[i] = sums[i]! / size;
    data[i] = sums[i]! / (rows * (plane.width - (width - 1) * factor));
    i++;
  }
  return { data, height, width };
}
