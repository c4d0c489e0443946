import type { Plane } from "../plane.ts";

/** The means of `factor × factor` blocks, float32; partial blocks at the right and lower edge average their pixels. */
export function meanShrink(plane: Plane, factor: number): Plane<Float32Array> {
  const height = Math.ceil(plane.height / factor);
  const width = Math.ceil(plane.width / factor);
  const data = new Float32Array(height * width);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = blockMean(plane, factor, y, x);
  return { data, height, width };
}

function blockMean({ data, height, width }: Plane, factor: number, blockY: number, blockX: number): number {
  const bottom = Math.min(height, (blockY + 1) * factor);
  const right = Math.min(width, (blockX + 1) * factor);
  let sum = 0;
  for (let y = blockY * factor; y < bottom; y++) {
    for (let x = blockX * factor; x < right; x++) sum += data[y * width + x]!;
  }
  return sum / ((bottom - blockY * factor) * (right - blockX * factor));
}
