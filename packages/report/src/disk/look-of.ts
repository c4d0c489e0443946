import type { StoredImage } from "@ohcs/context";
import { extremesOf, saturatedPixels } from "@ohcs/kernels";
import type { SmallPlane } from "./small-plane.ts";

/** What the usual picture of a well is like. */
export interface Look {
  readonly channel: string;
  readonly well: number;
  /** Mean intensity, counts. */
  readonly mean: number;
  /** Variance of differences of neighbours by that of all pixels: near 0 for a blurred picture, 1 for noise; null for a flat one. */
  readonly sharpness: number | null;
  /** Per cent of the pixels of the plane, as it was read, that have its largest value: more than a few where the camera was saturated. */
  readonly percentMaximal: number;
}

/** @param pixels The plane before it was made small */
export function lookOf({ data, width }: SmallPlane, pixels: StoredImage["data"]): Omit<Look, "channel" | "well"> {
  let [sum, squares, steps] = [0, 0, 0];
  for (let at = 0; at < data.length; ) {
    let before = data[at] as number;
    for (const end = at + width; at < end; at++) {
      const value = data[at] as number;
      sum += value;
      squares += value * value;
      steps += (value - before) ** 2;
      before = value;
    }
  }
  const mean = sum / data.length;
  const variance = squares / data.length - mean * mean;
  const sharpness = variance > 0 ? steps / data.length / 2 / variance : null;
  const maximal = saturatedPixels(pixels, extremesOf(pixels).greatest);
  return { mean, sharpness, percentMaximal: (100 * maximal) / Math.max(1, pixels.length) };
}
