import { expectParameter, type Plane } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { readFloats, type Size, samplesOf, storeFloats } from "../wasm/stored-plane.ts";
import { gaussianKernel } from "./gaussian-kernel.ts";

/**
 * The plane convolved with a Gaussian of standard deviation `sigma` px, cut off at `truncate` sigmas, as float32.
 *
 * Reference: `scipy.ndimage.gaussian_filter(image, sigma, mode="reflect", truncate=truncate)` on float32, equal within 1e-6 of
 * the value. (`skimage.filters.gaussian` is the same filter, but its default border is `nearest`.)
 *
 * @throws PARAMETER_INVALID for a negative sigma, KERNEL_MEMORY_EXHAUSTED; 0 returns the values unchanged.
 */
export function gaussianBlur(plane: Plane, sigma: number, truncate = 4): Plane<Float32Array> {
  return computePlane(FLOATS, plane, (_, arena, target) => storeBlurred(arena, plane, { sigma, truncate }, target));
}

/** The address of a blurred plane, float32: `target`, if there is one. @throws PARAMETER_INVALID for a negative sigma */
export function storeBlurred(
  arena: Arena,
  plane: Plane,
  { sigma, truncate = 4 }: Omit<BlurOptions, "blocks">,
  target = arena.allocate(4 * samplesOf(plane)),
): number {
  expectParameter(sigma >= 0 && sigma < Number.POSITIVE_INFINITY, "blur", "sigma ≥ 0 px", sigma);
  if (sigma === 0) {
    storeFloats(plane, target);
    return target;
  }
  inArena((_, inner) => blurStored(readFloats(inner, plane), target, plane, { sigma, truncate }));
  return target;
}

interface BlurOptions {
  readonly sigma: number;
  /** @default 4 */
  readonly truncate?: number;
  /** The address of the blocks that are needed, 0 for all: elsewhere anything comes out. @default 0 */
  readonly blocks?: number;
}

/** {@link gaussianBlur} in an arena, of float32 from one address to another, for a sigma above 0. */
export function blurStored(source: number, target: number, { height, width }: Size, options: BlurOptions): void {
  const { sigma, truncate = 4, blocks = 0 } = options;
  inArena((kernels, arena) => {
    const weights = Float32Array.from(gaussianKernel(sigma, truncate));
    const radius = weights.length - 1;
    const rows = arena.allocate(4 * (2 * radius + 1));
    const line = arena.allocate(4 * (width + 2 * radius + 16));
    kernels.blurPlane(source, target, height, width, arena.upload(weights), radius, rows, line, blocks);
  });
}
