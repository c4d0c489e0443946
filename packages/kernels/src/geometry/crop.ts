import { expectParameter, type PixelArray, type Plane } from "../plane.ts";
import { arrayForResult } from "../wasm/results.ts";

/** A rectangle of pixels: `x`, `y` is the upper left one. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The part of a plane within a rectangle. Reference: slices of NumPy, equal.
 *
 * @throws PARAMETER_INVALID unless the rectangle has whole px and lies within the plane.
 */
export function crop<T extends PixelArray>({ data, height, width }: Plane<T>, part: Rectangle): Plane<T> {
  const { x, y } = part;
  const isWhole = [x, y, part.width, part.height].every(Number.isInteger) && part.width > 0 && part.height > 0;
  const isWithin = x >= 0 && y >= 0 && x + part.width <= width && y + part.height <= height;
  const got = `${part.width} × ${part.height} at ${x}, ${y}`;
  expectParameter(isWhole && isWithin, "crop", `a rectangle of whole px within ${width} × ${height}`, got);
  const cut = arrayForResult(data, part.width * part.height);
  for (let row = 0; row < part.height; row++) {
    const start = (y + row) * width + x;
    cut.set(data.subarray(start, start + part.width), row * part.width);
  }
  return { data: cut, height: part.height, width: part.width };
}
