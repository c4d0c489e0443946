import type { GpuPlane } from "@ohcs/context";

/** How many pixels a plane has. */
export function pixelsOf({ height, width }: GpuPlane): number {
  return height * width;
}

/** The WGSL type of a sample. */
export function elementOf({ dtype }: GpuPlane): "u32" | "f32" {
  return dtype === "uint32" ? "u32" : "f32";
}
