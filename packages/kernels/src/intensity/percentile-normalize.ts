import { expectParameter, type Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { percentiles } from "./percentile.ts";

export interface PercentileNormalizeOptions {
  /** Percentage that becomes 0. @default 1 */
  readonly low?: number;
  /** Percentage that becomes 1. @default 99 */
  readonly high?: number;
}

/**
 * The plane rescaled so that its `low` percentile becomes 0 and its `high` percentile 1, clipped to that range, float32.
 * A plane whose two percentiles coincide becomes 0. Percentiles are those of `numpy.percentile` (linear).
 *
 * @throws PARAMETER_INVALID unless 0 ≤ low < high ≤ 100.
 */
export function percentileNormalize(plane: Plane, options: PercentileNormalizeOptions = {}): Plane<Float32Array> {
  const { low = 1, high = 99 } = options;
  expectParameter(low >= 0 && low < high && high <= 100, "normalize", "0 ≤ low < high ≤ 100", `${low} … ${high}`);
  const [from = 0, to = 0] = percentiles(plane.data, [low, high]);
  const scale = to > from ? 1 / (to - from) : 0;
  return computePlane(FLOATS, plane, (kernels, arena, target) => {
    const source = arena.read(plane.data);
    kernels.rescale(sampleType(plane.data), source, target, plane.data.length, from, scale);
  });
}
