import type { Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { storePlane } from "../wasm/stored-plane.ts";

/**
 * The strength of edges: √((h² + v²) / 2) of Sobel's horizontal and vertical differences, with the weights 1 2 1 over 4,
 * float32: a step of height 1 gives 1 / √2 beside it. The plane is continued by reflection, `b a | a b`.
 *
 * Reference: `skimage.filters.sobel`, equal to 1e-6 of the value.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED
 */
export function sobel(plane: Plane): Plane<Float32Array> {
  const { height, width } = plane;
  return computePlane(FLOATS, plane, (kernels, arena, target) => {
    const { address, type } = storePlane(arena, plane);
    const lines = arena.allocate(2 * 8 * (width + 2) + 256);
    kernels.sobelPlane(type, address, target, height, width, lines);
  });
}
