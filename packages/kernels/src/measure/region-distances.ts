import type { Size } from "../wasm/stored-plane.ts";
import type { RegionBox } from "./region-box.ts";

/**
 * The squared Euclidean distance in px² of each pixel of an object to the nearest pixel outside it, at its place in the box. What lies
 * beyond the plane is outside too, or where `open` gives the plane's size: then its border is no edge of the object (Infinity where
 * it fills the plane).
 *
 * Reference: `scipy.ndimage.distance_transform_edt` of the object's mask, equal; padded by 1 px unless `open`.
 */
export function regionDistances(box: RegionBox, open: Size | null = null): Float64Array {
  const { height, width, mask } = box;
  const along = new Float64Array(mask);
  for (let i = 0; i < along.length; i++) if (mask[i] !== 0) along[i] = Number.POSITIVE_INFINITY;
  if (open !== null) openBeyond(along, box, open);
  for (let i = width; i < along.length; i++) along[i] = Math.min(along[i]!, along[i - width]! + 1);
  for (let i = (height - 1) * width - 1; i >= 0; i--) along[i] = Math.min(along[i]!, along[i + width]! + 1);
  return acrossRows(along, box);
}

/** Makes no edge of those sides of the frame that lie beyond the plane. */
function openBeyond(along: Float64Array, { bounds, height, width }: RegionBox, plane: Size): void {
  if (bounds.minY < 0) along.fill(Number.POSITIVE_INFINITY, 0, width);
  if (bounds.maxY === plane.height) along.fill(Number.POSITIVE_INFINITY, along.length - width);
  for (let row = 0; row < height; row++) {
    if (bounds.minX < 0) along[row * width] = Number.POSITIVE_INFINITY;
    if (bounds.maxX === plane.width) along[(row + 1) * width - 1] = Number.POSITIVE_INFINITY;
  }
}

/** Squared distances from those along columns: outwards in its row from each pixel, while that can be nearer. */
function acrossRows(along: Float64Array, { mask, height, width }: RegionBox): Float64Array {
  const squares = new Float64Array(along.length);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    const end = start + width;
    for (let i = start; i < end; i++) {
      if (mask[i] === 0) continue;
      let least = along[i]! * along[i]!;
      for (let step = 1; step * step < least && (i - step >= start || i + step < end); step++) {
        if (i - step >= start) least = Math.min(least, along[i - step]! * along[i - step]! + step * step);
        if (i + step < end) least = Math.min(least, along[i + step]! * along[i + step]! + step * step);
      }
      squares[i] = least;
    }
  }
  return squares;
}
