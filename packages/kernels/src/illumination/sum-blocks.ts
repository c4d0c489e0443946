import type { Plane } from "../plane.ts";

/** The sums of `factor × factor` blocks, float64: exact for integers; blocks at the edges sum the pixels they have. */
export function sumBlocks({ data, height, width }: Plane, factor: number): Plane<Float64Array> {
  const [rows, columns] = [Math.ceil(height / factor), Math.ceil(width / factor)];
  const sums = new Float64Array(rows * columns);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / factor) * columns;
    for (let x = 0; x < width; x++) sums[row + Math.floor(x / factor)]! += data[y * width + x]!;
  }
  return { data: sums, height: rows, width: columns };
}

/** How many pixels each block has. */
export function blockSizes(factor: number, height: number, width: number): Float64Array {
  const [rows, columns] = [Math.ceil(height / factor), Math.ceil(width / factor)];
  const along = (block: number, length: number) => Math.min(length, (block + 1) * factor) - block * factor;
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    return along(Math.floor(i / columns), height) * along(i % columns, width);
  });
}
