import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectParameter } from "@ohcs/kernels";
import { combineEnlarged } from "../background/combine-enlarged.webgpu.ts";
import { expectIntensities } from "../webgpu/row-bands.ts";

/**
 * The plane divided by an illumination function of one value per `factor × factor` block, interpolated bilinearly between
 * the centres of blocks. Float32, not clipped. One function, uploaded once, serves all planes of its channel.
 * Twin of `correctIllumination` of `@ohcs/kernels`, within 1e-5.
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
  return combineEnlarged(session, plane, illumination, factor, { name: "correct illumination", operator: "/" });
}
