import type { Plane } from "../plane.ts";

/**
 * A `height × width` plane between whose pixels the block means of {@link meanShrink} are interpolated bilinearly: each
 * block's value stands at the block's centre; beyond the outermost centres it stays constant.
 */
export function bilinearEnlarge(shrunk: Plane, factor: number, height: number, width: number): Plane<Float32Array> {
  const columns = Float64Array.from({ length: width }, (_, x) => blockPlace(x, factor, shrunk.width));
  const data = new Float32Array(height * width);
  const line = new Float64Array(shrunk.width + 1);
  for (let y = 0; y < height; y++) {
    blendRows(shrunk, blockPlace(y, factor, shrunk.height), line);
    for (let x = 0; x < width; x++) {
      const left = Math.floor(columns[x]!);
      data[y * width + x] = line[left]! + (line[left + 1]! - line[left]!) * (columns[x]! - left);
    }
  }
  return { data, height, width };
}

function blockPlace(pixel: number, factor: number, blocks: number): number {
  return Math.min(blocks - 1, Math.max(0, (pixel + 0.5) / factor - 0.5));
}

/** The row at the fractional place `y`, one sample longer than the plane is wide. */
function blendRows({ data, height, width }: Plane, y: number, line: Float64Array): void {
  const above = Math.floor(y);
  const below = Math.min(above + 1, height - 1);
  for (let x = 0; x < width; x++) {
    const top = data[above * width + x]!;
    line[x] = top + (data[below * width + x]! - top) * (y - above);
  }
  line[width] = line[width - 1]!;
}
