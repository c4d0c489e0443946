import type { GpuPlane } from "@ohcs/context";
import { fail } from "../errors.ts";

/** One or more planes of equal size and sample type. */
export function expectStack(subject: string, planes: readonly GpuPlane[]): [GpuPlane, ...GpuPlane[]] {
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
