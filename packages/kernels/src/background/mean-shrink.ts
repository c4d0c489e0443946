import { blockSizes, sumBlocks } from "../illumination/sum-blocks.ts";
import type { Plane } from "../plane.ts";

/** The means of `factor × factor` blocks, float32; partial blocks at the right and lower edge average their pixels. */
export function meanShrink(plane: Plane, factor: number): Plane<Float32Array> {
  const { data: sums, height, width } = sumBlocks(plane, factor);
  const sizes = blockSizes(factor, plane.height, plane.width);
  const data = new Float32Array(sums.length);
  for (let i = 0; i < data.length; i++) data[i] = sums[i]! / sizes[i]!;
  return { data, height, width };
}
