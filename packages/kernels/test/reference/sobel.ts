import type { Plane } from "../../src/plane.ts";

/** The strength of edges, in double precision. */
export function sobel({ data, height, width }: Plane): Plane<Float32Array> {
  const edges = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y > 0 ? row - width : row;
    const below = y < height - 1 ? row + width : row;
    for (let x = 0; x < width; x++) {
      const left = x > 0 ? x - 1 : x;
      const right = x < width - 1 ? x + 1 : x;
      const upper = data[above + left]! - data[below + left]!;
      const lower = data[above + right]! - data[below + right]!;
      const horizontal = (upper + 2 * (data[above + x]! - data[below + x]!) + lower) / 4;
      const diagonal = data[above + left]! - data[above + right]! + data[below + left]! - data[below + right]!;
      const vertical = (diagonal + 2 * (data[row + left]! - data[row + right]!)) / 4;
      edges[row + x] = Math.sqrt((horizontal * horizontal + vertical * vertical) / 2);
    }
  }
  return { data: edges, height, width };
}
