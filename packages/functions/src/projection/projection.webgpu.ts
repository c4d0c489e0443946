import type { GpuPlane, GpuSession } from "@ohcs/context";
import { fail } from "../errors.ts";
import { expectIntensities, pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";

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

/** One or more planes of equal size and sample type. */
function expectStack(subject: string, planes: readonly GpuPlane[]): [GpuPlane, ...GpuPlane[]] {
  const [first, ...others] = planes;
  if (first === undefined) throw fail("PLANE_INVALID", `Cannot ${subject}: expected at least 1 plane, got 0`);
  const odd = others.find((plane) => described(plane) !== described(first));
  if (odd === undefined) return [first, ...others];
  throw fail(
    "PLANE_SHAPE_MISMATCH",
    `Cannot ${subject}: expected planes of ${described(first)}, got ${described(odd)}`,
  );
}

function described({ height, width, dtype }: GpuPlane): string {
  return `${height} × ${width} ${dtype}`;
}
