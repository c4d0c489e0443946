import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectParameter } from "../../kernels/plane.ts";
import { expectIntensities } from "../expect-samples.ts";
import { pixelsOf } from "../pixels-of.ts";
import { inRowBands } from "../row-bands.ts";
import { medianOf } from "./median-network.ts";
import { reflectedIndex } from "./reflected-index.ts";

/**
 * The median of the `size × size` neighbourhood of each pixel, in the plane's sample type; edges are mirrored.
 * Twin of `medianFilter` of `@ohcs/functions/kernels`, equal, for the sizes 3 and 5.
 *
 * @throws PARAMETER_INVALID unless `size` is 3 or 5, GPU_SAMPLES_UNSUPPORTED
 */
export function medianFilter(session: GpuSession, plane: GpuPlane, size: number): GpuPlane {
  expectParameter(size === 3 || size === 5, "take medians on a GPU", "a size of 3 or 5 px", size);
  expectIntensities("take medians", plane);
  return inRowBands(session, plane, (size - 1) / 2, (band) => medians(session, band, size));
}

function medians(session: GpuSession, plane: GpuPlane, size: number): GpuPlane {
  const { height, width, dtype } = plane;
  const result = session.allocate(height, width, dtype);
  const offsets = Array.from({ length: size }, (_, k) => k - (size - 1) / 2);
  const samples = offsets.flatMap((dy) => offsets.map((dx) => `source[row(y + ${dy}) * ${width} + column(x + ${dx})]`));
  const code = `${reflectedIndex("row", height)}
${reflectedIndex("column", width)}
fn compute(i: u32) {
  let x = i32(i) % ${width};
  let y = i32(i) / ${width};
${medianOf(samples, "median")}
  result[i] = median;
}`;
  session.run({ name: `median ${size}`, reads: { source: plane }, writes: { result }, threads: pixelsOf(plane), code });
  return result;
}
