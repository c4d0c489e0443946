import { dtypeOf, isIntegerDtype, type PixelArray } from "@ohcs/context";
import { takePixels } from "./plane-memory.ts";

/** A plane `[y, x]`. */
export interface Plane {
  readonly pixels: PixelArray;
  readonly height: number;
  readonly width: number;
}

/** How a level is made from the one below: the mean of each 2 × 2 block, or its most frequent value. */
export type Downsampling = "mean" | "mode";

/**
 * The plane at half the size, rounded up: blocks at an odd border are narrower. Means of integers are rounded half up;
 * of equally frequent values the first in reading order is taken, so that labels stay labels.
 */
export function halve(plane: Plane, method: Downsampling): Plane {
  const { pixels } = plane;
  const height = Math.ceil(plane.height / 2);
  const width = Math.ceil(plane.width / 2);
  const halved = takePixels(pixels, height * width);
  if (method === "mode") fillModes(plane, halved, width);
  else fillMeans(plane, halved, width);
  return { pixels: halved, height, width };
}

/** Two rows, by where they start in a plane, and where the row goes that is made of them. */
interface RowPair {
  readonly above: number;
  readonly below: number;
  readonly to: number;
}

function fillMeans({ pixels, height, width }: Plane, halved: PixelArray, halvedWidth: number): void {
  const rounding = isIntegerDtype(dtypeOf(pixels) ?? "float64") ? 0.5 : 0;
  const isNarrow = pixels instanceof Uint8Array || pixels instanceof Uint16Array;
  for (let y = 0; y < height; y += 2) {
    const above = y * width;
    const rows = { above, below: y + 1 < height ? above + width : above, to: (y / 2) * halvedWidth };
    if (isNarrow) meansOfNarrow(pixels, width, rows, halved);
    else meansOfWide(pixels, width, rows, halved, rounding);
  }
}

/** Of 8 and 16 bits: sums of four are small integers, and a mean is a shift. */
function meansOfNarrow(pixels: PixelArray, width: number, { above, below, to }: RowPair, halved: PixelArray): void {
  const pairs = width >> 1;
  for (let i = 0; i < pairs; i++) {
    const a = above + 2 * i;
    const b = below + 2 * i;
    halved[to + i] = (pixels[a]! + pixels[a + 1]! + pixels[b]! + pixels[b + 1]! + 2) >> 2;
  }
  if (width % 2 === 1) halved[to + pairs] = (pixels[above + width - 1]! + pixels[below + width - 1]! + 1) >> 1;
}

function meansOfWide(
  pixels: PixelArray,
  width: number,
  { above, below, to }: RowPair,
  halved: PixelArray,
  rounding: number,
): void {
  for (let left = 0; left < width; left += 2) {
    const right = left + 1 < width ? left + 1 : left;
    const sum = pixels[above + left]! + pixels[above + right]! + pixels[below + left]! + pixels[below + right]!;
    halved[to + left / 2] = rounding === 0 ? sum / 4 : Math.floor(sum / 4 + rounding);
  }
}

function fillModes({ pixels, height, width }: Plane, halved: PixelArray, halvedWidth: number): void {
  let to = 0;
  for (let y = 0; y < height; y += 2) {
    const above = y * width;
    const below = y + 1 < height ? above + width : above;
    for (let i = 0; i < halvedWidth; i++) {
      const left = 2 * i;
      const right = left + 1 < width ? left + 1 : left;
      halved[to++] = modeOf(
        pixels[above + left]!,
        pixels[above + right]!,
        pixels[below + left]!,
        pixels[below + right]!,
      );
    }
  }
}

function modeOf(a: number, b: number, c: number, d: number): number {
  if (a === b || a === c || a === d) return a;
  if (b === c || b === d) return b;
  return c === d ? c : a;
}
