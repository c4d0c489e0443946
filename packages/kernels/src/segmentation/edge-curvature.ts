import { blurStored } from "../filter/gaussian-blur.ts";
import { gaussianKernel } from "../filter/gaussian-kernel.ts";
import { storeBlocksAround } from "../filter/near-blocks.ts";
import { areasOfRuns, type StoredRuns } from "../labels/stored-runs.ts";
import { inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";

export interface EdgeCurvatureOptions {
  /** Intensity above which heights count by their ratios, as far below it by their differences. */
  readonly unit: number;
  /** Standard deviation of the smoothing in px, beyond that which the heights have had. */
  readonly sigma: number;
  /** Standard deviation in px of the smoothing that the heights have had. */
  readonly smoothed: number;
}

/**
 * Writes where a plane of heights (float32) is inside of edges: minus the Laplacian of Gaussian of ln(1 + height / unit),
 * times the square of the whole smoothing, float32. Positive within an object, zero along its edge, negative outside of the
 * edge and in the valley between two objects: also between a bright one and the shoulder that a dim one is beside it.
 *
 * @param where The blocks that are needed: elsewhere anything comes out.
 * @param room Where there are 4 bytes for each pixel that may be written, and some more.
 *
 * Marr and Hildreth 1980 (edges are the zero crossings); Lindeberg 1998 (normalised by scale).
 */
export function storeEdgeCurvature(
  heights: number,
  target: number,
  { height, width }: Size,
  where: number,
  room: number,
  { unit, sigma, smoothed }: EdgeCurvatureOptions,
): void {
  const size = { height, width };
  inArena((kernels, arena) => {
    const around = storeBlocksAround(arena, where, size, 1);
    const far = storeBlocksAround(arena, around, size, gaussianKernel(sigma).length - 1);
    kernels.logarithms(heights, target, height, width, unit, far);
    blurStored(target, room, size, { sigma, blocks: around });
    kernels.curve(room, target, height, width, -(sigma * sigma + smoothed * smoothed), where);
  });
}

/**
 * How sharp each object's outline is, by label: the mean slope of the logarithm of the height across it, times the
 * standard deviation of the smoothing; a step of s then has 0.4 s. As the divergence theorem has it, the curvature
 * summed over the object is the slope summed along its outline, taken as that of a disc.
 *
 * @param scale Standard deviation in px of the whole smoothing.
 */
export function contrastsOfEdges(runs: StoredRuns, curvature: number, scale: number): Float64Array {
  const { address, length, most } = runs;
  const sums = inArena((kernels, arena) => {
    const target = arena.upload(new Float64Array(most + 1));
    kernels.sumByLabel(address, length, curvature, target);
    return arena.view(target, new Float64Array(0), most + 1).slice();
  });
  const areas = areasOfRuns(runs);
  return sums.map((sum, label) => (areas[label] === 0 ? 0 : sum / (scale * Math.sqrt(4 * Math.PI * areas[label]!))));
}
