import fc from "fast-check";
import { expect, test } from "vitest";
import { planes } from "../../test/random-planes.ts";
import { histogram } from "./histogram.ts";

test.each(["uint8", "uint16"] as const)(
  "the histogram of %s has one bin a value, from the least to the greatest",
  (dtype) => {
    fc.assert(
      fc.property(planes(dtype), ({ data }) => {
        const { counts, centers } = histogram(data);
        const expected = new Map<number, number>();
        for (const value of data) expected.set(value, (expected.get(value) ?? 0) + 1);
        const found = [...centers].map((center, i) => [center, counts[i]!] as const);
        expect(new Map(found.filter(([, count]) => count !== 0))).toEqual(expected);
        expect([centers[0], centers.at(-1)]).toEqual([Math.min(...data), Math.max(...data)]);
        expect(centers.every((center, i) => center === centers[0]! + i)).toBe(true);
      }),
      { numRuns: 30 },
    );
  },
);

test("the histogram of no samples has no bins", () => {
  expect(histogram(new Uint16Array(0)).counts).toHaveLength(0);
});
