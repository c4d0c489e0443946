import type { Bounds } from "./bounds.ts";

/** The bounding box of pixels in raster order, in a plane of this width. */
export function boundsOf(pixels: Uint32Array, width: number): Bounds {
  let minX = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < pixels.length; i++) {
    const x = pixels[i]! % width;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
  }
  const minY = Math.floor(pixels[0]! / width);
  const maxY = Math.floor(pixels[pixels.length - 1]! / width);
  return { minX, maxX, minY, maxY };
}
