import { emptyLike, expectParameter, expectSameShape, type PixelArray, type Plane } from "../plane.ts";

/**
 * Morphological reconstruction by dilation: `seed` grows over the 8 neighbours of its pixels as far as it stays at or below
 * `mask`. What of the mask no seed reaches is cut down to the level that leads there.
 *
 * Reference: `skimage.morphology.reconstruction(seed, mask, method="dilation")`, equal. Algorithm: Vincent 1993 (two scans, then a queue).
 *
 * @throws PARAMETER_INVALID where the seed exceeds the mask, PLANE_SHAPE_MISMATCH
 */
export function reconstruct<T extends PixelArray>(seed: Plane<T>, mask: Plane<T>): Plane<T> {
  expectSameShape("reconstruct", seed, mask);
  const { height, width } = seed;
  const grown = emptyLike(seed.data);
  grown.set(seed.data);
  const isBelow = grown.every((value, i) => value <= mask.data[i]!);
  expectParameter(isBelow, "reconstruct", "a seed at or below its mask", "a pixel above it");
  scan(grown, mask.data, height, width, 1);
  flood(scan(grown, mask.data, height, width, -1), grown, mask.data, height, width);
  return { data: grown, height, width };
}

/**
 * Raises each pixel to its highest neighbour that was visited before it, at most to the mask. The backward scan returns the pixels from
 * which neighbours could still be raised.
 */
function scan(grown: PixelArray, mask: PixelArray, height: number, width: number, step: 1 | -1): number[] {
  const pixels = height * width;
  const open: number[] = [];
  for (let n = 0; n < pixels; n++) {
    const i = step > 0 ? n : pixels - 1 - n;
    const x = i % width;
    const y = (i - x) / width;
    const behind = y - step;
    let highest = grown[i]!;
    const hasSide = step > 0 ? x > 0 : x < width - 1;
    if (hasSide) highest = Math.max(highest, grown[i - step]!);
    if (behind >= 0 && behind < height)
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++)
        highest = Math.max(highest, grown[behind * width + nx]!);
    grown[i] = Math.min(highest, mask[i]!);
    if (step < 0 && canRaise(i, x, y, grown, mask, height, width)) open.push(i);
  }
  return open;
}

function canRaise(i: number, x: number, y: number, grown: PixelArray, mask: PixelArray, height: number, width: number) {
  const level = grown[i]!;
  for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
    for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
      const j = ny * width + nx;
      if (grown[j]! < level && grown[j]! < mask[j]!) return true;
    }
  return false;
}

function flood(queue: number[], grown: PixelArray, mask: PixelArray, height: number, width: number): void {
  for (let head = 0; head < queue.length; head++) {
    const i = queue[head]!;
    const x = i % width;
    const y = (i - x) / width;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const j = ny * width + nx;
        if (grown[j]! >= grown[i]! || grown[j]! >= mask[j]!) continue;
        grown[j] = Math.min(grown[i]!, mask[j]!);
        queue.push(j);
      }
  }
}
