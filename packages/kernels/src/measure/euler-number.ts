import type { Labels } from "../plane.ts";

/**
 * The number of an object's parts less that of its holes; parts hang together across corners too. By the 2 × 2 px squares that hold
 * one pixel of it, three, or two across a corner.
 *
 * Reference: `skimage.measure.euler_number(connectivity=2)`, equal (Gray, 1971).
 */
export function eulerNumber(pixels: Uint32Array, label: number, labels: Labels): number {
  const { data, height, width } = labels;
  let quarters = 0;
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    for (let dy = -1; dy <= 1; dy += 2) {
      for (let dx = -1; dx <= 1; dx += 2) {
        const inColumn = x + dx >= 0 && x + dx < width;
        const inRow = y + dy >= 0 && y + dy < height;
        const beside = inColumn && data[pixel + dx] === label;
        const above = inRow && data[pixel + dy * width] === label;
        const across = inColumn && inRow && data[pixel + dy * width + dx] === label;
        quarters += squareShare(beside, above, across);
      }
    }
  }
  return quarters / 12;
}

/** What this pixel adds for one of its squares, in twelfths of the number: all pixels of a square together 3, −3 or −6. */
function squareShare(beside: boolean, above: boolean, across: boolean): number {
  const others = Number(beside) + Number(above) + Number(across);
  if (others === 0) return 3;
  if (others === 2) return -1;
  return others === 1 && across ? -3 : 0;
}
