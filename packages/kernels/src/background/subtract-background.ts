import type { Plane } from "../plane.ts";
import { combineEnlarged } from "./combine-enlarged.ts";
import { backgroundOfBlocks } from "./estimate-background.ts";

/**
 * The plane minus its `estimateBackground()`, float32. Values below the background stay negative, so that the mean
 * of empty areas stays near 0; clipping them, as ImageJ does in unsigned images, would raise it by 0.4 of the noise.
 *
 * @throws PARAMETER_INVALID unless radius ≥ 1 px.
 */
export function subtractBackground(plane: Plane, radius: number): Plane<Float32Array> {
  const { blocks, factor } = backgroundOfBlocks(plane, radius);
  return combineEnlarged(plane, "minus", blocks, factor);
}
