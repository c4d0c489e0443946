import { areasOfRuns, type StoredRuns } from "../labels/stored-runs.ts";
import { inArena } from "../wasm/arena.ts";
import type { StoredPlane } from "../wasm/stored-plane.ts";

/** Parts thinner than this fraction of the median, taken by thickness, are specks. */
const SPECK = 0.4;

/**
 * The radius in px of a typical object of a mask: of each of its connected parts of at least
 * `minArea` px the largest distance to the background, of these the median without specks. A clump of objects is no thicker
 * than its largest member, so it is not taken for a large object. 0 where there is nothing.
 */
export function typicalStoredRadius(mask: StoredPlane, parts: StoredRuns, minArea: number): number {
  return typicalSize(sizesOfParts(mask, parts, minArea));
}

/** The largest distance to the background in each part of at least `minArea` px, ascending. */
export function sizesOfParts(mask: StoredPlane, parts: StoredRuns, minArea: number): Float64Array {
  const bound = Math.min(mask.height, mask.width) / 2;
  const areas = areasOfRuns(parts);
  const thickest = thicknessesOf(mask, parts);
  return Float64Array.from(thickest, (thickness) => Math.min(bound, thickness))
    .filter((_, label) => label > 0 && areas[label]! >= minArea)
    .sort();
}

/** Of ascending sizes the median without specks; 0 without sizes. */
export function typicalSize(sizes: Float64Array): number {
  const least = SPECK * medianByWeight(sizes);
  const objects = sizes.filter((size) => size >= least);
  return objects[objects.length >> 1] ?? 0;
}

/** The largest distance to the background within each part, by label. */
function thicknessesOf({ address: mask, height, width }: StoredPlane, parts: StoredRuns): Float32Array {
  const { address, length, most } = parts;
  return inArena((kernels, arena) => {
    const columns = arena.allocate(4 * height * width);
    const thickest = arena.upload(new Float64Array(most + 1));
    kernels.measureThickness(mask, height, width, address, length, columns, arena.allocate(8 * width), thickest);
    return Float32Array.from(arena.view(thickest, new Float64Array(0), most + 1), Math.sqrt);
  });
}

/** Of ascending values that weigh as much as they are. */
function medianByWeight(sorted: Float64Array): number {
  const half = sorted.reduce((sum, value) => sum + value, 0) / 2;
  let sum = 0;
  for (const value of sorted) {
    sum += value;
    if (sum >= half) return value;
  }
  return 0;
}
