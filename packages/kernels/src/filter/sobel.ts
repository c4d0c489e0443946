import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { samplesOf, storePlane } from "../wasm/stored-plane.ts";

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
  return inArena((kernels, arena) => {
    const { address, type } = storePlane(arena, plane);
    const target = arena.allocateResult(new Float32Array(0), samplesOf(plane));
    const lines = arena.allocate(2 * 8 * (width + 2) + 256);
    kernels.sobelPlane(type, address, target, height, width, lines);
    return { data: arena.download(target, new Float32Array(0), samplesOf(plane)), height, width };
  });
}
