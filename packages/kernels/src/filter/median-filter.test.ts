import { expect, test } from "vitest";
import { planeOf, rowsOf } from "../../test/drawing.ts";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { medianFilter } from "./median-filter.ts";

interface Case {
  readonly image: StoredPlane;
  readonly size: number;
  readonly expected: StoredPlane;
}

test.each(readCases<Case>("filters", "medianFilter"))(
  "medianFilter equals SciPy for $image.dtype, size $size",
  (each) => {
    const filtered = medianFilter(restorePlane(each.image), each.size);
    expect(filtered).toEqual(restorePlane(each.expected));
  },
);

test("medianFilter removes a single hot pixel", () => {
  const plane = planeOf(
    [
      [5, 5, 5],
      [5, 65535, 5],
      [5, 5, 5],
    ],
    Uint16Array,
  );
  expect(rowsOf(medianFilter(plane, 3)).flat()).toEqual(Array(9).fill(5));
});

test("medianFilter refuses an even size", () => {
  expect(() => medianFilter(planeOf([[1]], Uint8Array), 4)).toThrow(
    expect.objectContaining({ code: "PARAMETER_INVALID" }),
  );
});
