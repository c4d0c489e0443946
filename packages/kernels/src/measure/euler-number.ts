import type { RegionBox } from "./region-box.ts";

/**
 * The number of an object's parts less that of its holes; parts hang together across corners too. By the 2 × 2 px squares that hold
 * one pixel of it, three, or two across a corner.
 *
 * Reference: `skimage.measure.euler_number(connectivity=2)`, equal (Gray, 1971).
 */
export function eulerNumber({ mask, height, width }: RegionBox): number {
  let quarters = 0;
  for (let y = 1; y < height; y++) {
    for (let i = y * width + 1; i < (y + 1) * width; i++) {
      const own = mask[i]!;
      const count = mask[i - width - 1]! + mask[i - width]! + mask[i - 1]! + own;
      if (count === 1) quarters++;
      else if (count === 3) quarters--;
      else if (count === 2 && mask[i - width - 1] === own) quarters -= 2;
    }
  }
  return quarters / 4;
}
