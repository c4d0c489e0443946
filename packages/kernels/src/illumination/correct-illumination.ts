import { combineEnlarged } from "../background/combine-enlarged.ts";
import type { Plane } from "../plane.ts";

/**
 * The plane divided by an illumination function of one value per `factor × factor` block, interpolated bilinearly between
 * the centres of blocks. Float32, not clipped.
 *
 * Reference: `scipy.ndimage.map_coordinates(order=1)` and a division; CellProfiler's CorrectIlluminationApply, "Divide".
 */
export function correctIllumination(plane: Plane, illumination: Plane, factor: number): Plane<Float32Array> {
  return combineEnlarged(plane, "divided", illumination, factor);
}
