import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectIntensities, pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";
import { expectStack } from "./expect-stack.ts";

/**
 * The largest value of each pixel over the planes of a stack `[s, y, x]`, in the stack's sample type.
 * Twin of `maxProjection` of `@ohcs/kernels`, equal.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size, GPU_SAMPLES_UNSUPPORTED
 */
export function maxProjection(session: GpuSession, planes: readonly GpuPlane[]): GpuPlane {
  const [first, ...others] = expectStack("project", planes);
  expectIntensities("project", ...planes);
  const result = session.allocate(first.height, first.width, first.dtype);
  const combine = (name: string, plane: GpuPlane, code: string): void => {
    for (const [source, rows] of sameRowsOf(session, plane, result))
      session.run({ name, reads: { source }, writes: { result: rows }, threads: pixelsOf(rows), code });
  };
  combine("copy", first, "fn compute(i: u32) { result[i] = source[i]; }");
  for (const plane of others)
    combine("maximum", plane, "fn compute(i: u32) { result[i] = max(result[i], source[i]); }");
  return result;
}
