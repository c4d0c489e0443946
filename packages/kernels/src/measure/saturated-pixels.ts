import type { PixelArray } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";

/** How many samples of `data` reach `saturation`: all, or those at `pixels`. */
export function saturatedPixels(data: PixelArray, saturation: number, pixels: Uint32Array | null = null): number {
  if (pixels === null) return saturatedSamples(data, saturation);
  let count = 0;
  for (let i = 0; i < pixels.length; i++) count += Number(data[pixels[i]!]! >= saturation);
  return count;
}

function saturatedSamples(data: PixelArray, saturation: number): number {
  return inArena((kernels, arena) => kernels.countFrom(sampleType(data), arena.read(data), data.length, saturation));
}
