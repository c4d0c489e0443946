import { mapping } from "../pixelwise/map-pixels.ts";
import { expectParameter, type Plane } from "../plane.ts";
import { inArena, withResultsIn } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { STORED_FLOATS } from "../wasm/stored-plane.ts";
import { crop } from "./crop.ts";

const STORED_SUMS = sampleType(new Float64Array(0));

/**
 * The means, or sums, of `factor × factor` pixels, float32; rows and columns at the lower and right edge that fill no block are left out.
 *
 * Reference: `skimage.measure.block_reduce` of the plane without them, equal.
 *
 * @throws PARAMETER_INVALID unless the factor is a whole number of px, no larger than the plane.
 */
export function binPixels(plane: Plane, factor: number, method: "mean" | "sum" = "mean"): Plane<Float32Array> {
  const isFitting = Number.isInteger(factor) && factor >= 1 && factor <= Math.min(plane.height, plane.width);
  expectParameter(isFitting, "bin pixels", "a factor in whole px, no larger than the plane", factor);
  const whole = (length: number) => length - (length % factor);
  const [height, width] = [whole(plane.height), whole(plane.width)];
  const isWhole = height === plane.height && width === plane.width;
  const { data } = isWhole ? plane : withResultsIn(undefined, () => crop(plane, { x: 0, y: 0, height, width }));
  const share = method === "mean" ? factor * factor : 1;
  const [rows, columns] = [height / factor, width / factor];
  return inArena((kernels, arena) => {
    const sums = arena.allocate(8 * rows * columns);
    kernels.sumBlocks(sampleType(data), arena.upload(data), sums, height, width, factor, arena.allocate(4 * width));
    const target = arena.allocate(4 * rows * columns);
    mapping(kernels, arena, [["divide", share]])([STORED_SUMS, sums], [STORED_FLOATS, target], rows * columns);
    return { data: arena.download(target, new Float32Array(0), rows * columns), height: rows, width: columns };
  });
}
