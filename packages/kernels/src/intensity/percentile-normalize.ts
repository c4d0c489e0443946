import { expectParameter, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
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
  const samples = plane.data.length;
  return inArena((kernels, arena) => {
    const source = arena.read(plane.data);
    const target = arena.allocateResult(new Float32Array(0), samples);
    kernels.rescale(sampleType(plane.data), source, target, samples, from, scale);
    return { data: arena.download(target, new Float32Array(0), samples), height: plane.height, width: plane.width };
  });
}
