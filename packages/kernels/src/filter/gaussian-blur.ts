import { expectParameter, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
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
  expectParameter(sigma >= 0 && sigma < Number.POSITIVE_INFINITY, "blur", "sigma ≥ 0 px", sigma);
  const { height, width } = plane;
  if (sigma === 0) return { data: new Float32Array(plane.data), height, width };
  const weights = Float32Array.from(gaussianKernel(sigma, truncate));
  const radius = weights.length - 1;
  const data = inArena((kernels, arena) => {
    const source = arena.allocate(4 * plane.data.length);
    const target = arena.allocate(4 * plane.data.length);
    const rows = arena.allocate(4 * (2 * radius + 1));
    const line = arena.allocate(4 * (width + 2 * radius + 16));
    const half = arena.upload(weights);
    arena.view(source, weights, plane.data.length).set(plane.data);
    kernels.blurPlane(source, target, height, width, half, radius, rows, line);
    return arena.download(target, weights, plane.data.length);
  });
  return { data, height, width };
}
