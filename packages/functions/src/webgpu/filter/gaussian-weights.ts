import type { GpuPlane, GpuSession } from "@ohcs/context";

/**
 * The weights of the right half of a Gaussian, computed on the device, so that a chain uploads nothing but images. WGSL
 * grants an exponential that is exact within 3 + 2·|x| units in the last place: 3e-6 of a weight four sigmas out.
 */
export function gaussianWeights(session: GpuSession, sigma: number, half: Float64Array): GpuPlane {
  const weights = session.allocate(1, half.length, "float32");
  const factor = Math.fround(-0.5 / (sigma * sigma));
  const code = `fn compute(i: u32) {
  weights[i] = ${Math.fround(half[0] ?? 1)}f * exp(f32(i * i) * ${factor}f);
}`;
  session.run({ name: "weights", writes: { weights }, threads: half.length, code });
  return weights;
}
