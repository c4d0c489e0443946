import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectParameter } from "../../kernels/plane.ts";
import { bilinearEnlarged } from "../background/bilinear-enlarged.ts";
import { expectIntensities } from "../expect-samples.ts";
import { pixelsOf } from "../pixels-of.ts";

/**
 * The plane divided by an illumination function of one value per `factor × factor` block, interpolated bilinearly between
 * the centres of blocks. Float32, not clipped. One function, uploaded once, serves all planes of its channel.
 * Twin of `correctIllumination` of `@ohcs/functions/kernels`, within 1e-5.
 *
 * @throws PARAMETER_INVALID unless `factor` is a whole number of px, GPU_SAMPLES_UNSUPPORTED
 */
export function correctIllumination(
  session: GpuSession,
  plane: GpuPlane,
  illumination: GpuPlane,
  factor: number,
): GpuPlane {
  expectParameter(Number.isInteger(factor) && factor > 0, "correct the illumination", "blocks of whole px", factor);
  expectIntensities("correct the illumination", plane, illumination);
  const { height, width } = plane;
  const result = session.allocate(height, width, "float32");
  const code = `${bilinearEnlarged(illumination, factor, width)}
fn compute(i: u32) { result[i] = source[i] / enlarged(i); }`;
  const reads = { source: plane, blocks: illumination };
  session.run({ name: "correct illumination", reads, writes: { result }, threads: pixelsOf(plane), code });
  return result;
}
