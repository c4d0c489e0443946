import { expectParameter, type Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";

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
  return computePlane(FLOATS, { height: rows, width: columns }, (kernels, arena, target) => {
    const [source, line] = [arena.read(data), arena.allocate(8 * (width + 8))];
    kernels.binBlocks(sampleType(data), source, target, rows, columns, width, factor, share, line);
  });
}
