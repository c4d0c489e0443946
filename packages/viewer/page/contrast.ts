import { percentileOfSorted } from "@ohcs/kernels";
import type { FieldImage } from "./sources/plate-source.ts";

/** The samples that are shown black and brightest. */
export type Contrast = readonly [low: number, high: number];

/** From the first percentile to that of 99.8 of the smallest level of a plane: what is brighter is dust more often than cells. */
export async function robustContrast(
  image: FieldImage,
  channel: string,
  z: number | null,
  t: number | null,
): Promise<Contrast> {
  const level = image.levels - 1;
  const [width, height] = [Math.ceil(image.width / 2 ** level), Math.ceil(image.height / 2 ** level)];
  const pixels = await image.read({ channel, z, t }, level, { x: 0, y: 0, width, height });
  const sorted = pixels.toSorted();
  const [low, high] = [percentileOfSorted(sorted, 1), percentileOfSorted(sorted, 99.8)];
  return high > low ? [low, high] : [low, low + 1];
}
