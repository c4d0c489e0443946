import { describe, expect, test } from "vitest";
import { planeOf, rowsOf } from "../../test/drawing.ts";
import { maxProjection } from "./max-projection.ts";

describe("maxProjection", () => {
  test("keeps the largest value of each pixel and the sample type", () => {
    const projected = maxProjection([
      planeOf([[1, 65535, 3]], Uint16Array),
      planeOf([[4, 0, 2]], Uint16Array),
      planeOf([[0, 7, 9]], Uint16Array),
    ]);
    expect(projected.data).toBeInstanceOf(Uint16Array);
    expect(rowsOf(projected)).toEqual([[4, 65535, 9]]);
  });

  test("leaves its inputs as they were", () => {
    const first = planeOf([[1, 2]], Uint8Array);
    maxProjection([first, planeOf([[5, 5]], Uint8Array)]);
    expect(rowsOf(first)).toEqual([[1, 2]]);
  });

  test("refuses an empty stack and planes of unequal size", () => {
    const plane = planeOf([[1, 2]], Uint8Array);
    expect(() => maxProjection([])).toThrow(expect.objectContaining({ code: "PLANE_INVALID" }));
    expect(() => maxProjection([plane, planeOf([[1], [2]], Uint8Array)])).toThrow(
      expect.objectContaining({ code: "PLANE_SHAPE_MISMATCH" }),
    );
  });
});
