import type { GpuPlane, GpuSession } from "@ohcs/context";
import { expectIntensities, pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";
import { expectStack } from "./expect-stack.ts";

/**
 * The mean of each pixel over the planes of a stack `[s, y, x]`, summed in float32, as float32.
 * Twin of `meanProjection` of `@ohcs/kernels`, which sums in float64: sums of integers below 2²⁴ are exact here too.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size, GPU_SAMPLES_UNSUPPORTED
 */
export function meanProjection(session: GpuSession, planes: readonly GpuPlane[]): GpuPlane {
  const [first] = expectStack("project", planes);
  expectIntensities("project", ...planes);
  const result = session.allocate(first.height, first.width, "float32");
  session.clear(result);
  const add = "fn compute(i: u32) { result[i] += source[i]; }";
  for (const plane of planes)
    for (const [source, rows] of sameRowsOf(session, plane, result))
      session.run({ name: "add", reads: { source }, writes: { result: rows }, threads: pixelsOf(rows), code: add });
  const code = `fn compute(i: u32) { result[i] /= ${planes.length}.0; }`;
  for (const [rows] of sameRowsOf(session, result))
    session.run({ name: "divide", writes: { result: rows }, threads: pixelsOf(rows), code });
  return result;
}
