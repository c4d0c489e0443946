import { dtypeOf, isIntegerDtype, type PixelArray } from "@ohcs/context";

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
  const halved = new (pixels.constructor as new (length: number) => PixelArray)(height * width);
  if (method === "mode") fillModes(plane, halved, width);
  else fillMeans(plane, halved, width, isIntegerDtype(dtypeOf(pixels) ?? "float64") ? 0.5 : 0);
  return { pixels: halved, height, width };
}

function fillMeans({ pixels, height, width }: Plane, halved: PixelArray, halvedWidth: number, rounding: number): void {
  let to = 0;
  for (let y = 0; y < height; y += 2) {
    const above = y * width;
    const below = y + 1 < height ? above + width : above;
    for (let i = 0; i < halvedWidth; i++) {
      const left = 2 * i;
      const right = left + 1 < width ? left + 1 : left;
      const sum = pixels[above + left]! + pixels[above + right]! + pixels[below + left]! + pixels[below + right]!;
      halved[to++] = rounding === 0 ? sum / 4 : Math.floor(sum / 4 + rounding);
    }
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
