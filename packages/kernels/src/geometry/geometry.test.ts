import { expect, test } from "vitest";
import { largestDifference, readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { binPixels } from "./bin-pixels.ts";
import { crop } from "./crop.ts";
import { rotate } from "./rotate.ts";

interface Rotated {
  readonly image: StoredPlane;
  readonly angle: number;
  readonly reshape: boolean;
  readonly fill: number;
  readonly expected: StoredPlane;
}

test.each(readCases<Rotated>("operations", "rotate"))(
  "rotate() equals SciPy and NumPy: $angle°, reshape $reshape, $image.dtype $image.shape",
  ({ image, expected: stored, ...options }) => {
    const [plane, expected] = [restorePlane(image), restorePlane(stored)];
    const rotated = rotate(plane, options);
    expect([rotated.height, rotated.width]).toEqual([expected.height, expected.width]);
    const range = Math.max(...plane.data) - Math.min(...plane.data);
    expect(largestDifference(rotated.data, expected.data)).toBeLessThanOrEqual(1e-5 * range);
    if (expected.data instanceof Float32Array) expect(rotated.data).toBeInstanceOf(Float32Array);
    else expect(rotated.data).toEqual(expected.data);
  },
);

interface Binned {
  readonly image: StoredPlane;
  readonly factor: number;
  readonly method: "mean" | "sum";
  readonly expected: StoredPlane;
}

test.each(readCases<Binned>("operations", "binPixels"))(
  "binPixels() equals scikit-image's block_reduce without what fills no block: $method of $factor px",
  ({ image, factor, method, expected }) => {
    expect(binPixels(restorePlane(image), factor, method)).toEqual(restorePlane(expected));
  },
);

test("crop() takes the pixels within a rectangle, and refuses one that is not within the plane", () => {
  const plane = { data: Uint8Array.from({ length: 12 }, (_, i) => i), height: 3, width: 4 };
  expect(crop(plane, { x: 1, y: 1, width: 2, height: 2 })).toEqual({
    data: Uint8Array.of(5, 6, 9, 10),
    height: 2,
    width: 2,
  });
  for (const part of [
    { x: 3, y: 0, width: 2, height: 1 },
    { x: -1, y: 0, width: 1, height: 1 },
    { x: 0, y: 0, width: 0, height: 1 },
    { x: 0.5, y: 0, width: 1, height: 1 },
  ])
    expect(() => crop(plane, part)).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
  expect(() => binPixels(plane, 4)).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
});
