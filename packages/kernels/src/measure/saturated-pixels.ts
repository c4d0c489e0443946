import type { PixelArray } from "../plane.ts";

/** How many samples of `data` reach `saturation`: all, or those at `pixels`. */
export function saturatedPixels(data: PixelArray, saturation: number, pixels: Uint32Array | null = null): number {
  let count = 0;
  if (pixels === null) for (let i = 0; i < data.length; i++) count += Number(data[i]! >= saturation);
  else for (let i = 0; i < pixels.length; i++) count += Number(data[pixels[i]!]! >= saturation);
  return count;
}
