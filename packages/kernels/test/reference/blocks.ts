import type { Plane } from "../../src/plane.ts";

/** The sums of `side × side` blocks, block by block; those at the edges have the pixels that there are. */
export function sumBlocks({ data, height, width }: Plane, side: number): Float64Array {
  const [rows, columns] = [Math.ceil(height / side), Math.ceil(width / side)];
  const sums = new Float64Array(rows * columns);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      sums[Math.floor(y / side) * columns + Math.floor(x / side)]! += data[y * width + x]!;
  return sums;
}

/** The bilinear interpolation between the centres of blocks at each pixel, by its definition. */
export function bilinearEnlarge(blocks: Plane, side: number, height: number, width: number): Float32Array {
  const place = (pixel: number, count: number) => Math.min(count - 1, Math.max(0, (pixel + 0.5) / side - 0.5));
  return Float32Array.from({ length: height * width }, (_, i) => {
    const [y, x] = [place(Math.floor(i / width), blocks.height), place(i % width, blocks.width)];
    const [above, left] = [Math.floor(y), Math.floor(x)];
    const at = (row: number, column: number) =>
      blocks.data[Math.min(row, blocks.height - 1) * blocks.width + Math.min(column, blocks.width - 1)]!;
    const down = (column: number) => at(above, column) + (at(above + 1, column) - at(above, column)) * (y - above);
    return down(left) + (down(left + 1) - down(left)) * (x - left);
  });
}
