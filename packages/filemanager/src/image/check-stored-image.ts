import { dtypeOf, type StoredImage } from "@ohcs/context";
import { fail } from "../errors.ts";

/**
 * Checks an image to be stored: shape `[y, x]` or `[s, y, x]`, no side of length 0, as many samples as the shape
 * states, of the stated dtype.
 * @throws `IMAGE_INVALID`
 */
export function checkStoredImage(image: StoredImage, path: string): void {
  const { data, shape, dtype, pixelSizeUm } = image;
  if ((shape.length !== 2 && shape.length !== 3) || !shape.every((side) => Number.isSafeInteger(side) && side > 0))
    throw invalid(path, "a shape [y, x] or [s, y, x]", `[${shape.join(", ")}]`);
  if (dtypeOf(data) !== dtype) throw invalid(path, `samples of '${dtype}'`, data.constructor.name);
  const samples = shape.reduce((product, side) => product * side, 1);
  if (data.length !== samples) throw invalid(path, `${samples} samples for [${shape.join(", ")}]`, `${data.length}`);
  if (pixelSizeUm !== null && !(pixelSizeUm > 0 && Number.isFinite(pixelSizeUm)))
    throw invalid(path, "a positive pixel size or null", `${pixelSizeUm}`);
}

function invalid(path: string, expected: string, got: string): Error {
  return fail("IMAGE_INVALID", `Cannot save '${path}': expected ${expected}, got '${got}'`, { details: { path } });
}
