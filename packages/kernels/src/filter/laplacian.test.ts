import { expect, test } from "vitest";
import { laplacian } from "./laplacian.ts";

test("laplacian() gives what scipy.ndimage.laplace does, the edge repeated", () => {
  const plane = { data: Float32Array.of(1, 2, 4, 0, 5, 3, 7, 7, 2), height: 3, width: 3 };
  expect([...laplacian(plane).data]).toEqual(SCIPY);
});

/** scipy 1.17: laplace(float32([[1, 2, 4], [0, 5, 3], [7, 7, 2]])) */
const SCIPY = [0, 4, -3, 13, -8, 2, -7, -7, 6];

test("laplacian() of x² + y² is 4 within, of one value 0", () => {
  const bowl = Float32Array.from({ length: 25 }, (_, i) => (i % 5) ** 2 + Math.floor(i / 5) ** 2);
  expect(laplacian({ data: bowl, height: 5, width: 5 }).data[12]).toBe(4);
  expect([...laplacian({ data: new Float32Array(4).fill(3), height: 2, width: 2 }).data]).toEqual([0, 0, 0, 0]);
});
