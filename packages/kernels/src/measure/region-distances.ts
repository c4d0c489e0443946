import { measureStored } from "../distance/squared-distance.ts";
import { inArena } from "../wasm/arena.ts";
import { type Size, STORED_MASK } from "../wasm/stored-plane.ts";
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
  const inside = open === null ? mask : openedBeyond(box, open);
  const squares = inArena((_, arena) => {
    const target = arena.allocate(8 * mask.length);
    const stored = { address: arena.upload(inside), type: STORED_MASK, height, width };
    measureStored(stored, target, true, arena.allocate(4 * mask.length));
    return arena.view(target, new Float64Array(0), mask.length).slice();
  });
  if (open !== null) for (let i = 0; i < squares.length; i++) if (mask[i] === 0) squares[i] = 0;
  return squares;
}

/** The mask with those sides of the frame that lie beyond the plane: they are no edge of the object. */
function openedBeyond({ bounds, height, width, mask }: RegionBox, plane: Size): Uint8Array {
  const opened = mask.slice();
  if (bounds.minY < 0) opened.fill(1, 0, width);
  if (bounds.maxY === plane.height) opened.fill(1, opened.length - width);
  for (let row = 0; row < height; row++) {
    if (bounds.minX < 0) opened[row * width] = 1;
    if (bounds.maxX === plane.width) opened[(row + 1) * width - 1] = 1;
  }
  return opened;
}
