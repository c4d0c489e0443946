import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { type StoredPlane, storePlane } from "../wasm/stored-plane.ts";

/** The sums of `factor × factor` blocks, float64: exact for integers; blocks at the edges sum the pixels they have. */
export function sumBlocks(plane: Plane, factor: number): Plane<Float64Array> {
  return inArena((_, arena) => sumBlocksOfStored(storePlane(arena, plane), factor));
}

/** The same of a plane in an arena. */
export function sumBlocksOfStored({ type, address, height, width }: StoredPlane, factor: number): Plane<Float64Array> {
  const [rows, columns] = [Math.ceil(height / factor), Math.ceil(width / factor)];
  return computePlane(new Float64Array(0), { height: rows, width: columns }, (kernels, arena, target) => {
    kernels.sumBlocks(type, address, target, height, width, factor, arena.allocate(4 * width));
  });
}

/** How many pixels each block has. */
export function blockSizes(factor: number, height: number, width: number): Float64Array {
  const [rows, columns] = [Math.ceil(height / factor), Math.ceil(width / factor)];
  const along = (block: number, length: number) => Math.min(length, (block + 1) * factor) - block * factor;
  const sizes = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) sizes[y * columns + x] = along(y, height) * along(x, width);
  return sizes;
}
