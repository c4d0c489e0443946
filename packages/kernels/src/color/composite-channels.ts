import { expectParameter, type Plane } from "../plane.ts";
import { expectPlanes } from "../projection/expect-planes.ts";

/** Red, green and blue, 0 … 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** One image in colours: three planes of it, red, green and blue, one after the other. */
export interface RgbPlanes {
  readonly data: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** A channel as it is added to a composite. */
export interface ColorLayer {
  readonly plane: Plane;
  /** The intensities that become black and the full colour. */
  readonly range: readonly [low: number, high: number];
  readonly color: Rgb;
}

/**
 * Channels added up in their colours: each linear from black at the lower end of its range to its colour at the upper one, clipped there;
 * sums are clipped at 255 and rounded, halves up.
 *
 * Reference: `skimage.exposure.rescale_intensity` and sums of NumPy, equal; CellProfiler GrayToColor ("Composite").
 *
 * @throws PLANE_INVALID without a layer, PLANE_SHAPE_MISMATCH, PARAMETER_INVALID for a range without extent
 */
export function compositeChannels(layers: readonly ColorLayer[]): RgbPlanes {
  const { height, width } = expectPlanes(
    "compose colours",
    layers.map(({ plane }) => plane),
  );
  const size = height * width;
  const sums = [0, 1, 2].map(() => new Float64Array(size));
  for (const { plane, range, color } of layers) {
    const [low, high] = range;
    expectParameter(low < high, "compose colours", "a range from a lower to a higher intensity", `${low} … ${high}`);
    for (const [c, sum] of sums.entries()) if (color[c] !== 0) addLayer(sum, plane.data, range, color[c]!);
  }
  const data = new Uint8Array(3 * size);
  for (const [c, sum] of sums.entries())
    for (let i = 0; i < size; i++) data[c * size + i] = Math.min(255, sum[i]! + 0.5);
  return { data, height, width };
}

/** Adds what a channel contributes to red, green or blue, which its full colour has `most` of. */
function addLayer(sum: Float64Array, data: Plane["data"], [low, high]: ColorLayer["range"], most: number): void {
  for (let i = 0; i < sum.length; i++) {
    const part = (data[i]! - low) / (high - low);
    sum[i] = sum[i]! + most * Math.min(1, Math.max(0, part));
  }
}
