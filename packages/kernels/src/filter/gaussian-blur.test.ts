import { describe, expect, test } from "vitest";
import { planeOf } from "../../test/drawing.ts";
import { largestDifference, readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { gaussianBlur } from "./gaussian-blur.ts";

interface Case {
  readonly image: StoredPlane;
  readonly sigma: number;
  readonly expected: StoredPlane;
}

describe("gaussianBlur", () => {
  test.each(readCases<Case>("filters", "gaussianBlur"))("equals SciPy to 1e-6 of the range at sigma $sigma", (each) => {
    const blurred = gaussianBlur(restorePlane(each.image), each.sigma);
    expect(largestDifference(blurred.data, restorePlane(each.expected).data)).toBeLessThanOrEqual(4000 * 1e-6);
  });

  test("keeps a constant plane constant, edges included", () => {
    const plane = { data: new Float32Array(40).fill(1234), height: 5, width: 8 };
    expect(largestDifference(gaussianBlur(plane, 3).data, plane.data)).toBeLessThan(1e-3);
  });

  test("returns the values unchanged for sigma 0", () => {
    expect([...gaussianBlur(planeOf([[1, 9, 4]], Uint8Array), 0).data]).toEqual([1, 9, 4]);
  });

  test("refuses a negative sigma", () => {
    expect(() => gaussianBlur(planeOf([[1]], Uint8Array), -1)).toThrow(
      expect.objectContaining({ code: "PARAMETER_INVALID" }),
    );
  });
});
