import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import { laplacian } from "../../test/reference/laplacian.ts";
import type { Plane } from "../plane.ts";
import { gaussianBlur } from "./gaussian-blur.ts";
import { curvature, laplacianOfGaussian } from "./laplacian-of-gaussian.ts";

test("curvature() gives what scipy.ndimage.laplace does, the edge repeated", () => {
  const plane = { data: Float32Array.of(1, 2, 4, 0, 5, 3, 7, 7, 2), height: 3, width: 3 };
  expect([...curvature(plane, 0).data]).toEqual(SCIPY);
});

/** scipy 1.17: laplace(float32([[1, 2, 4], [0, 5, 3], [7, 7, 2]])) */
const SCIPY = [0, 4, -3, 13, -8, 2, -7, -7, 6];

test("curvature() of x² + y² is 4 within, of one value 0", () => {
  const bowl = Float32Array.from({ length: 25 }, (_, i) => (i % 5) ** 2 + Math.floor(i / 5) ** 2);
  expect(curvature({ data: bowl, height: 5, width: 5 }, 0).data[12]).toBe(4);
  expect([...curvature({ data: new Float32Array(4).fill(3), height: 2, width: 2 }, 0).data]).toEqual([0, 0, 0, 0]);
});

function expectLaplacian(plane: Plane, sigma: number): void {
  const expected = laplacian(gaussianBlur(plane, sigma));
  expectSamples(curvature(plane, sigma).data, expected.data);
  const factor = sigma > 0 ? -sigma * sigma : -1;
  const scaled = expected.data.map((value) => value * factor);
  expectSamples(laplacianOfGaussian(plane, sigma).data, scaled);
}

test.each(DTYPES)("the Laplacian of a blurred %s is that of the blurred plane, bit by bit", (dtype) => {
  fc.assert(fc.property(planes(dtype), fc.constantFrom(0, 1, 2.5), expectLaplacian), { numRuns: 30 });
});

test.each([true, false])("the Laplacian of a plane longer than 65,535 px is taken (wide: %s)", (isWide) => {
  expectLaplacian(longPlane("uint16", 3, isWide), 1);
});
