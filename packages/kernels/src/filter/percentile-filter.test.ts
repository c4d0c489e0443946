import { expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { percentileFilter } from "./percentile-filter.ts";

interface Case {
  readonly image: StoredPlane;
  readonly size: number;
  readonly percentile: number;
  readonly expected: StoredPlane;
}

test.each(readCases<Case>("operations", "percentileFilter"))(
  "percentileFilter() equals SciPy's: percentile $percentile of $size × $size px, $image.dtype",
  ({ image, size, percentile, expected }) => {
    expect(percentileFilter(restorePlane(image), size, percentile)).toEqual(restorePlane(expected));
  },
);

test("percentileFilter() refuses even sizes and percentiles out of range", () => {
  const plane = { data: new Uint8Array(4), height: 2, width: 2 };
  const refused = expect.objectContaining({ code: "PARAMETER_INVALID" });
  expect(() => percentileFilter(plane, 4, 50)).toThrow(refused);
  expect(() => percentileFilter(plane, 3, 101)).toThrow(refused);
});
