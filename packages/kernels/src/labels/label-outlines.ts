import type { Labels, Mask } from "../plane.ts";

/**
 * The outermost pixels of each object: those with a neighbour, across edges or corners, of another label or of the background;
 * and those in the plane's outermost rows and columns.
 *
 * Reference: `centrosome.outline.outline`, equal.
 */
export function labelOutlines({ data, height, width }: Labels): Mask {
  const outlines = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    const isOuterRow = y === 0 || y === height - 1;
    for (let x = 0; x < width; x++, i++) {
      const label = data[i]!;
      if (label === 0) continue;
      outlines[i] = isOuterRow || x === 0 || x === width - 1 || differs(data, i, width, label) ? 1 : 0;
    }
  }
  return { data: outlines, height, width };
}

/** Is one of the eight neighbours of another label? Only of pixels that have all eight. */
function differs(data: Uint32Array, i: number, width: number, label: number): boolean {
  return (
    data[i - 1] !== label ||
    data[i + 1] !== label ||
    data[i - width] !== label ||
    data[i + width] !== label ||
    data[i - width - 1] !== label ||
    data[i - width + 1] !== label ||
    data[i + width - 1] !== label ||
    data[i + width + 1] !== label
  );
}
