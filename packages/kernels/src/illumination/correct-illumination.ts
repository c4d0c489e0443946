import { bilinearEnlarge } from "../background/bilinear-enlarge.ts";
import type { Plane } from "../plane.ts";

/**
 * The plane divided by an illumination function of one value per `factor × factor` block, interpolated bilinearly between
 * the centres of blocks. Float32, not clipped.
 *
 * Reference: `scipy.ndimage.map_coordinates(order=1)` and a division; CellProfiler's CorrectIlluminationApply, "Divide".
 */
export function correctIllumination(plane: Plane, illumination: Plane, factor: number): Plane<Float32Array> {
  const { height, width } = plane;
  const { data: divisor } = bilinearEnlarge(illumination, factor, height, width);
  const data = new Float32Array(divisor.length);
  for (let i = 0; i < data.length; i++) data[i] = plane.data[i]! / divisor[i]!;
  return { data, height, width };
}
