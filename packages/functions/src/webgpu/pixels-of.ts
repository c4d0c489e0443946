import type { GpuPlane } from "@ohcs/context";

/** How many pixels a plane has. */
export function pixelsOf({ height, width }: GpuPlane): number {
  return height * width;
}
