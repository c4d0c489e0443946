import type { Bounds } from "./bounds.ts";
import { boundsOf } from "./bounds-of.ts";

/** An object on a small plane of its own: its bounding box with a frame of 1 px. */
export interface RegionBox {
  /** Of the frame, in the large plane: may lie 1 px beyond it. */
  readonly bounds: Bounds;
  readonly height: number;
  readonly width: number;
  /** 1 where the object is. */
  readonly mask: Uint8Array;
  /** Where each pixel of the object lies in the box, in their order. */
  readonly places: Uint32Array;
}

/** The box of pixels in raster order, in a plane of this width. */
export function regionBox(pixels: Uint32Array, planeWidth: number): RegionBox {
  const inner = boundsOf(pixels, planeWidth);
  const bounds = { minX: inner.minX - 1, minY: inner.minY - 1, maxX: inner.maxX + 1, maxY: inner.maxY + 1 };
  const width = bounds.maxX - bounds.minX + 1;
  const height = bounds.maxY - bounds.minY + 1;
  const mask = new Uint8Array(width * height);
  const places = new Uint32Array(pixels.length);
  for (let p = 0; p < pixels.length; p++) {
    const y = Math.floor(pixels[p]! / planeWidth);
    const place = (y - bounds.minY) * width + (pixels[p]! - y * planeWidth) - bounds.minX;
    places[p] = place;
    mask[place] = 1;
  }
  return { bounds, height, width, mask, places };
}
