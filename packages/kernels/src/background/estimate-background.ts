import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { opening } from "../morphology/white-top-hat.ts";
import { expectParameter, type Plane } from "../plane.ts";
import { bilinearEnlarge } from "./combine-enlarged.ts";
import { meanShrink } from "./mean-shrink.ts";

/**
 * The slowly varying background of a plane, float32: what remains under a disk of `radius` px, which must exceed the
 * radius of the largest object.
 *
 * The plane is averaged in blocks (side 1, 2, 4 or 8 px, by radius), smoothed (sigma 1 block), opened by the disk,
 * smoothed again (sigma half the disk) and enlarged bilinearly. This is a morphological background, not a rolling ball:
 * blocks keep the minimum from following the noise. `tools/parity` repeats these steps with SciPy and scikit-image.
 *
 * @throws PARAMETER_INVALID unless radius ≥ 1 px.
 */
export function estimateBackground(plane: Plane, radius: number): Plane<Float32Array> {
  const { blocks, factor } = backgroundOfBlocks(plane, radius);
  return bilinearEnlarge(blocks, factor, plane.height, plane.width);
}

/** The same before it is enlarged: one value for each block of `factor × factor` px. */
export function backgroundOfBlocks(plane: Plane, radius: number): { readonly blocks: Plane; readonly factor: number } {
  const { factor, footprint } = backgroundBlocks(radius);
  const opened = opening(gaussianBlur(meanShrink(plane, factor), 1), footprint);
  return { blocks: gaussianBlur(opened, footprint.radius / 2), factor };
}

/** The side of the blocks that a background is estimated on, in px, and the disk that opens them, in blocks. */
export function backgroundBlocks(radius: number) {
  expectParameter(radius >= 1, "estimate the background", "a radius ≥ 1 px", radius);
  const factor = blockSide(radius);
  return { factor, footprint: { shape: "disk", radius: Math.max(1, Math.round(radius / factor)) } } as const;
}

function blockSide(radius: number): number {
  if (radius <= 10) return 1;
  if (radius <= 30) return 2;
  return radius <= 100 ? 4 : 8;
}
