import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectIntensities } from "../expect-samples.ts";
import { pixelsOf } from "../pixels-of.ts";

/**
 * The means of `factor × factor` blocks, float32; blocks at the right and lower edge average the pixels they have.
 * Twin of `meanShrink` of `@ohcs/functions/kernels`, within 1e-5 for planes without negative samples.
 *
 * @throws GPU_SAMPLES_UNSUPPORTED
 */
export function meanShrink(session: GpuSession, source: GpuPlane, factor: number): GpuPlane {
  expectIntensities("average blocks", source);
  const { height, width } = source;
  const result = session.allocate(Math.ceil(height / factor), Math.ceil(width / factor), "float32");
  const code = `fn compute(i: u32) {
  let left = i32(i) % ${result.width} * ${factor};
  let top = i32(i) / ${result.width} * ${factor};
  let right = min(left + ${factor}, ${width});
  let bottom = min(top + ${factor}, ${height});
  var sum = 0f;
  for (var y = top; y < bottom; y++) {
    for (var x = left; x < right; x++) { sum += source[y * ${width} + x]; }
  }
  result[i] = sum / f32((right - left) * (bottom - top));
}`;
  session.run({ name: "average blocks", reads: { source }, writes: { result }, threads: pixelsOf(result), code });
  return result;
}
