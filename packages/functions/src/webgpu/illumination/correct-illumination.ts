import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectParameter } from "../../kernels/plane.ts";
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
  // Places are counted in halves of a pixel, in integers: float32 loses the fraction in wide images.
  const code = `fn place(pixel: i32, blocks: i32) -> i32 {
  return clamp(2 * pixel + 1 - ${factor}, 0, ${2 * factor} * (blocks - 1));
}
fn alongRow(row: i32, place: i32) -> f32 {
  let left = place / ${2 * factor};
  let right = min(left + 1, ${illumination.width - 1});
  let start = illumination[row * ${illumination.width} + left];
  return start + (illumination[row * ${illumination.width} + right] - start) * (f32(place % ${2 * factor}) / ${2 * factor}f);
}
fn compute(i: u32) {
  let x = place(i32(i) % ${width}, ${illumination.width});
  let y = place(i32(i) / ${width}, ${illumination.height});
  let above = y / ${2 * factor};
  let top = alongRow(above, x);
  let bottom = alongRow(min(above + 1, ${illumination.height - 1}), x);
  result[i] = source[i] / (top + (bottom - top) * (f32(y % ${2 * factor}) / ${2 * factor}f));
}`;
  const reads = { source: plane, illumination };
  session.run({ name: "correct illumination", reads, writes: { result }, threads: pixelsOf(plane), code });
  return result;
}
