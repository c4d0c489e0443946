import { expectParameter, type Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { storePlane } from "../wasm/stored-plane.ts";

/** As `assembly/local-thresholds.ts` counts them. */
const METHODS = { niblack: 0, sauvola: 1 } as const;

export interface LocalThreshold {
  readonly method: keyof typeof METHODS;
  /** Side of the square around a pixel, odd, px. */
  readonly window: number;
  readonly k: number;
  /** Of Sauvola's method: the largest standard deviation that is expected. */
  readonly r: number;
}

/**
 * A threshold for each pixel from mean and standard deviation (of the population) of a square of `window` × `window` px around it, float32,
 * in time that does not depend on the window. The plane is continued by reflection at its border pixels, `c b | a b c`, as often as
 * needed.
 *
 * @throws PARAMETER_INVALID unless the window is odd and at least 3, KERNEL_MEMORY_EXHAUSTED
 */
export function localThreshold(plane: Plane, { method, window, k, r }: LocalThreshold): Plane<Float32Array> {
  const isOdd = Number.isInteger(window) && window >= 3 && window % 2 === 1;
  expectParameter(isOdd, "look around pixels", "an odd window ≥ 3 px", window);
  const { data, height, width } = plane;
  const radius = (window - 1) / 2;
  // Squares are summed around a value of the plane: the variance of a small spread on a high level keeps its digits.
  const origin = data[data.length >> 1] ?? 0;
  return computePlane(FLOATS, plane, (kernels, arena, target) => {
    const { address, type } = storePlane(arena, plane);
    const columns = arena.allocate(16 * (width + 2 * radius));
    kernels.localThresholds(type, METHODS[method], address, target, height, width, radius, k, r, origin, columns);
  });
}
