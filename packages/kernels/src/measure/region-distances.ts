import type { Size } from "../wasm/stored-plane.ts";
import type { Bounds } from "./bounds.ts";
import { boundsOf } from "./bounds-of.ts";

/** The squared distances of an object's pixels to the nearest pixel that is not of the object. */
export interface RegionDistances {
  /** The bounding box with a frame of 1 px; `data` is of it, 0 outside the object. */
  readonly bounds: Bounds;
  readonly width: number;
  readonly data: Float64Array;
}

/**
 * The squared Euclidean distance in px² of each pixel of one object to the nearest pixel outside it. What lies beyond the
 * plane is outside too, or `isOpen`: then the plane's border is no edge of the object (Infinity where it fills the plane).
 *
 * Reference: `scipy.ndimage.distance_transform_edt` of the object's mask, equal; padded by 1 px unless `isOpen`.
 */
export function regionDistances(pixels: Uint32Array, size: Size, isOpen = false): RegionDistances {
  const box = boundsOf(pixels, size.width);
  const bounds = { minX: box.minX - 1, minY: box.minY - 1, maxX: box.maxX + 1, maxY: box.maxY + 1 };
  const [width, height] = [bounds.maxX - bounds.minX + 1, bounds.maxY - bounds.minY + 1];
  const data = new Float64Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const y = Math.floor(pixels[i]! / size.width);
    data[(y - bounds.minY) * width + (pixels[i]! - y * size.width) - bounds.minX] = Number.POSITIVE_INFINITY;
  }
  if (isOpen) openBeyond(data, width, height, bounds, size);
  const along = alongColumns(data, width, height);
  acrossRows(along, data, width, height);
  return { bounds, width, data };
}

/** Makes no edge of those sides of the frame that lie beyond the plane. */
function openBeyond(data: Float64Array, width: number, height: number, bounds: Bounds, size: Size): void {
  const end = data.length;
  if (bounds.minY < 0) data.fill(Number.POSITIVE_INFINITY, 0, width);
  if (bounds.maxY === size.height) data.fill(Number.POSITIVE_INFINITY, end - width);
  for (let row = 0; row < height; row++) {
    if (bounds.minX < 0) data[row * width] = Number.POSITIVE_INFINITY;
    if (bounds.maxX === size.width) data[(row + 1) * width - 1] = Number.POSITIVE_INFINITY;
  }
}

/** The distance of each sample to the nearest 0 of its column. */
function alongColumns(data: Float64Array, width: number, height: number): Float64Array {
  const along = data.slice();
  for (let i = width; i < along.length; i++) along[i] = Math.min(along[i]!, along[i - width]! + 1);
  for (let i = (height - 1) * width - 1; i >= 0; i--) along[i] = Math.min(along[i]!, along[i + width]! + 1);
  return along;
}

/** Squared distances within rows of what {@link alongColumns} gives: outwards from each sample, while that can be nearer. */
function acrossRows(along: Float64Array, target: Float64Array, width: number, height: number): void {
  for (let row = 0; row < height; row++) {
    const start = row * width;
    const end = start + width;
    for (let i = start; i < end; i++) {
      if (target[i] === 0) continue;
      let least = along[i]! * along[i]!;
      for (let step = 1; step * step < least && (i - step >= start || i + step < end); step++) {
        const left = i - step >= start ? along[i - step]! : Number.POSITIVE_INFINITY;
        const right = i + step < end ? along[i + step]! : Number.POSITIVE_INFINITY;
        const near = Math.min(left, right);
        least = Math.min(least, near * near + step * step);
      }
      target[i] = least;
    }
  }
}
