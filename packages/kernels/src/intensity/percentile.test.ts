import { expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { percentiles } from "./percentile.ts";

interface Case {
  readonly image: StoredPlane;
  readonly percentages: readonly number[];
  readonly expected: readonly number[];
}

test("percentiles equal numpy.percentile to 1e-12", () => {
  for (const { image, percentages, expected } of readCases<Case>("filters", "percentiles")) {
    const found = percentiles(restorePlane(image).data, percentages);
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9);
    });
  }
});

test("percentiles of no samples are NaN", () => {
  expect(percentiles(new Uint8Array(0), [50])).toEqual([Number.NaN]);
});
