import type { GpuPlane, GpuSession } from "@ohcs/context";
import { backgroundBlocks } from "@ohcs/kernels";
import { gaussianBlur } from "../filter/gaussian-blur.webgpu.ts";
import { opening } from "../filter/white-top-hat.webgpu.ts";
import { expectIntensities } from "../webgpu/row-bands.ts";
import { combineEnlarged } from "./combine-enlarged.webgpu.ts";
import { meanShrink } from "./mean-shrink.webgpu.ts";

/**
 * The plane minus its slowly varying background, float32; values below the background stay negative. Twin of
 * `subtractBackground` of `@ohcs/kernels`: within 1e-5 of the background, which may be most of the value.
 *
 * @throws PARAMETER_INVALID unless radius ≥ 1 px, GPU_SAMPLES_UNSUPPORTED
 */
export function subtractBackground(session: GpuSession, source: GpuPlane, radius: number): GpuPlane {
  expectIntensities("subtract the background", source);
  const { factor, footprint } = backgroundBlocks(radius);
  const steps = [
    (plane: GpuPlane) => gaussianBlur(session, plane, 1),
    (plane: GpuPlane) => opening(session, plane, footprint),
    (plane: GpuPlane) => gaussianBlur(session, plane, footprint.radius / 2),
  ];
  let blocks = meanShrink(session, source, factor);
  for (const step of steps) {
    const next = step(blocks);
    session.release(blocks);
    blocks = next;
  }
  const result = combineEnlarged(session, source, blocks, factor, { name: "subtract background", operator: "-" });
  session.release(blocks);
  return result;
}
