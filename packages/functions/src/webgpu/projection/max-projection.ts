import { expectIntensities } from "../expect-samples.ts";
import { type GpuPlane, pixelsOf } from "../session/gpu-plane.ts";
import type { GpuSession } from "../session/gpu-session.ts";
import { expectStack } from "./expect-stack.ts";

/**
 * The largest value of each pixel over the planes of a stack `[s, y, x]`, in the stack's sample type.
 * Twin of `maxProjection` of `@ohcs/functions/kernels`, equal.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size, GPU_SAMPLES_UNSUPPORTED
 */
export function maxProjection(session: GpuSession, planes: readonly GpuPlane[]): GpuPlane {
  const [first, ...others] = expectStack("project", planes);
  expectIntensities("project", ...planes);
  const result = session.allocate(first.height, first.width, first.dtype);
  const threads = pixelsOf(first);
  const copy = "fn compute(i: u32) { result[i] = source[i]; }";
  session.run({ name: "copy", reads: { source: first }, writes: { result }, threads, code: copy });
  const code = "fn compute(i: u32) { result[i] = max(result[i], source[i]); }";
  for (const source of others) session.run({ name: "maximum", reads: { source }, writes: { result }, threads, code });
  return result;
}
