import type { StoredImage } from "@ohcs/context";
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
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    sum += value;
    squares += value * value;
    if (at % width > 0) steps += (value - (data[at - 1] as number)) ** 2;
  }
  const mean = sum / data.length;
  const variance = squares / data.length - mean * mean;
  const sharpness = variance > 0 ? steps / data.length / 2 / variance : null;
  return { mean, sharpness, percentMaximal: percentMaximal(pixels) };
}

function percentMaximal(pixels: StoredImage["data"]): number {
  let most = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (let at = 0; at < pixels.length; at++) {
    const value = pixels[at] as number;
    if (value < most) continue;
    count = value === most ? count + 1 : 1;
    most = value;
  }
  return (100 * count) / Math.max(1, pixels.length);
}
