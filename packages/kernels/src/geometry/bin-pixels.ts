import { expectParameter, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { arrayForResult } from "../wasm/results.ts";
import { sampleType } from "../wasm/sample-type.ts";

/** About so much of a plane is copied and binned at a time: it stays in the cache of a core. */
const PIECE_BYTES = 0x20000;

/**
 * The means, or sums, of `factor × factor` pixels, float32; rows and columns at the lower and right edge that fill no block are left out.
 *
 * Reference: `skimage.measure.block_reduce` of the plane without them, equal.
 *
 * @throws PARAMETER_INVALID unless the factor is a whole number of px, no larger than the plane.
 */
export function binPixels(plane: Plane, factor: number, method: "mean" | "sum" = "mean"): Plane<Float32Array> {
  const { data, width } = plane;
  const isFitting = Number.isInteger(factor) && factor >= 1 && factor <= Math.min(plane.height, width);
  expectParameter(isFitting, "bin pixels", "a factor in whole px, no larger than the plane", factor);
  const [rows, columns] = [Math.floor(plane.height / factor), Math.floor(width / factor)];
  const share = method === "mean" ? factor * factor : 1;
  const most = Math.min(rows, Math.ceil(PIECE_BYTES / (factor * width * data.BYTES_PER_ELEMENT)));
  const binned = arrayForResult(new Float32Array(0), rows * columns);
  inArena((kernels, arena) => {
    const source = arena.allocate(most * factor * width * data.BYTES_PER_ELEMENT);
    const target = arena.allocate(4 * most * columns);
    const line = arena.allocate(8 * (width + 8));
    const [piece, made] = [arena.view(source, data, most * factor * width), arena.view(target, binned, most * columns)];
    for (let top = 0; top < rows; top += most) {
      const count = Math.min(most, rows - top);
      piece.set(data.subarray(top * factor * width, (top + count) * factor * width));
      kernels.binBlocks(sampleType(data), source, target, count, columns, width, factor, share, line);
      binned.set(made.subarray(0, count * columns), top * columns);
    }
  });
  return { data: binned, height: rows, width: columns };
}
