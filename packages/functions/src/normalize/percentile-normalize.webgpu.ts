import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectParameter, type PercentileNormalizeOptions } from "@ohcs/kernels";
import { VALUE_OF_KEY } from "../webgpu/ordered-key.ts";
import { expectIntensities, pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";
import { selectRanks } from "../webgpu/select-ranks.ts";

/**
 * The plane rescaled so that its `low` percentile becomes 0 and its `high` percentile 1, clipped to that range, float32. A plane
 * whose two percentiles coincide becomes 0. Nothing is downloaded: the percentiles are found on the device.
 * Twin of `percentileNormalize` of `@ohcs/kernels`, within 1e-5.
 *
 * @throws PARAMETER_INVALID unless 0 ≤ low < high ≤ 100, GPU_SAMPLES_UNSUPPORTED
 */
export function percentileNormalize(
  session: GpuSession,
  plane: GpuPlane,
  { low = 1, high = 99 }: PercentileNormalizeOptions = {},
): GpuPlane {
  expectParameter(low >= 0 && low < high && high <= 100, "normalize", "0 ≤ low < high ≤ 100", `${low} … ${high}`);
  expectIntensities("normalize", plane);
  const [from, to] = [placeOf(low, pixelsOf(plane)), placeOf(high, pixelsOf(plane))];
  const result = session.allocate(plane.height, plane.width, "float32");
  const picks = selectRanks(session, plane, [from.below, from.above, to.below, to.above]);
  // Differences from the sample above each percentile avoid cancellation: values below the lower percentile are clipped
  // anyway.
  const code = `${VALUE_OF_KEY}
fn compute(i: u32) {
  let fromAbove = valueOfKey(picks[1]);
  let toAbove = valueOfKey(picks[3]);
  let fromGap = (fromAbove - valueOfKey(picks[0])) * ${Math.fround(from.untilAbove)}f;
  let toGap = (toAbove - valueOfKey(picks[2])) * ${Math.fround(to.untilAbove)}f;
  let range = (toAbove - fromAbove) + (fromGap - toGap);
  let height = (source[i] - fromAbove) + fromGap;
  result[i] = select(0f, clamp(height / range, 0f, 1f), range > 0f);
}`;
  for (const [source, rows] of sameRowsOf(session, plane, result)) {
    const kernel = { name: "normalize", reads: { source, picks }, writes: { result: rows }, code };
    session.run({ ...kernel, threads: pixelsOf(rows) });
  }
  session.release(picks);
  return result;
}

/** The position of a percentile among sorted samples: between which two, and how far below the upper one (0 … 1). */
function placeOf(percentage: number, samples: number) {
  const place = (percentage / 100) * Math.max(0, samples - 1);
  const below = Math.floor(place);
  return { below, above: Math.min(below + 1, Math.max(0, samples - 1)), untilAbove: 1 - (place - below) };
}
