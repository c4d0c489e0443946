import type { Plane } from "../../src/plane.ts";

/**
 * The Laplacian: the sum of the four edge neighbours less four times the pixel, float32. Positive in hollows, negative
 * on tops. The plane is continued by reflection, `d c b a | a b c d`.
 *
 * Reference: `scipy.ndimage.laplace`.
 */
export function laplacian({ data, height, width }: Plane): Plane<Float32Array> {
  const curved = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y > 0 ? row - width : row;
    const below = y < height - 1 ? row + width : row;
    for (let x = 0; x < width; x++) {
      const left = x > 0 ? x - 1 : x;
      const right = x < width - 1 ? x + 1 : x;
      curved[row + x] =
        data[row + left]! + data[row + right]! + data[above + x]! + data[below + x]! - 4 * data[row + x]!;
    }
  }
  return { data: curved, height, width };
}
