import type { Bounds } from "../../src/measure/bounds.ts";

/** Codes 10·(corner neighbours) + 2·(edge neighbours) + 1 of border pixels, and the length of contour each stands for. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  ...[5, 7, 15, 17, 25, 27].map((code) => [code, 1] as const),
  ...[21, 33].map((code) => [code, Math.SQRT2] as const),
  ...[13, 23].map((code) => [code, (1 + Math.SQRT2) / 2] as const),
]);

/**
 * The length in px of the object's contour, drawn through the centres of its border pixels.
 *
 * Reference: `skimage.measure.perimeter(image, neighborhood=4)`, equal (Benkrid and Crookes, 2000).
 */
export function perimeter(pixels: Uint32Array, bounds: Bounds, width: number): number {
  // A margin of one pixel around the object's box spares bounds checks.
  const stride = bounds.maxX - bounds.minX + 3;
  const origin = bounds.minY * width + bounds.minX;
  const box = new Uint8Array(stride * (bounds.maxY - bounds.minY + 3));
  const places = pixels.map((pixel) => {
    const row = Math.floor((pixel - origin + bounds.minX) / width);
    return (row + 1) * stride + (pixel - origin - row * width) + 1;
  });
  for (const place of places) box[place] = 1;
  const isInner = (i: number) => box[i - 1]! && box[i + 1]! && box[i - stride]! && box[i + stride]!;
  const border = places.filter((place) => !isInner(place));
  box.fill(0);
  for (const place of border) box[place] = 1;
  const counts = new Uint32Array(50);
  for (const i of border) counts[contourCode(box, i, stride)]!++;
  let length = 0;
  for (const [code, each] of LENGTHS) length += counts[code]! * each;
  return length;
}

function contourCode(border: Uint8Array, i: number, stride: number): number {
  const edges = border[i - 1]! + border[i + 1]! + border[i - stride]! + border[i + stride]!;
  const corners = border[i - stride - 1]! + border[i - stride + 1]! + border[i + stride - 1]! + border[i + stride + 1]!;
  return 1 + 2 * edges + 10 * corners;
}
