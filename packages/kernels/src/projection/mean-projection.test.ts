import { expect, test } from "vitest";
import { planeOf, rowsOf } from "../../test/drawing.ts";
import { meanProjection } from "./mean-projection.ts";

test("meanProjection averages each pixel as float32, without rounding between planes", () => {
  const projected = meanProjection([
    planeOf([[1, 65535]], Uint16Array),
    planeOf([[2, 65535]], Uint16Array),
    planeOf([[2, 65535]], Uint16Array),
  ]);
  expect(projected.data).toBeInstanceOf(Float32Array);
  expect(rowsOf(projected)).toEqual([[Math.fround(5 / 3), 65535]]);
});
