import type { PixelArray } from "@ohcs/context";

/** A decoded chunk of any axes, the last two of which are y and x. */
export interface Chunk {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
  /** Samples from one index to the next, by axis. */
  readonly stride: readonly number[];
}

/** A plane, and where in it the chunk's corner lies. */
export interface PasteTarget {
  readonly data: PixelArray;
  readonly height: number;
  readonly width: number;
  readonly top: number;
  readonly left: number;
}

/** Copies the plane of `chunk` at the indexes `inner` of its leading axes; what lies beyond the target is left out. */
export function pasteChunk({ data, shape, stride }: Chunk, inner: readonly number[], target: PasteTarget): void {
  const [rows = 1, columns = 1] = shape.slice(-2);
  const [rowStride = 1, columnStride = 1] = stride.slice(-2);
  const start = inner.reduce((sum, at, axis) => sum + at * (stride[axis] ?? 0), 0);
  const height = Math.min(rows, target.height - target.top);
  const width = Math.min(columns, target.width - target.left);
  for (let y = 0; y < height; y++) {
    const from = start + y * rowStride;
    const to = (target.top + y) * target.width + target.left;
    for (let x = 0; x < width; x++) target.data[to + x] = data[from + x * columnStride]!;
  }
}
