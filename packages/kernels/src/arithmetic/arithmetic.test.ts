import { expect, test } from "vitest";
import { arcTangent } from "../measure/region-shapes.ts";
import { exponential } from "./exponential.ts";
import { naturalLogarithm } from "./natural-logarithm.ts";

const numbers = Array.from({ length: 400 }, (_, i) => (i - 200) * 0.173);

test("exponential agrees with Math.exp to 1e-15 of the value", () => {
  for (const x of numbers) expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
  expect([exponential(-800), exponential(0), exponential(800)]).toEqual([0, 1, Number.POSITIVE_INFINITY]);
});

test("naturalLogarithm agrees with Math.log to 1e-15", () => {
  for (const x of numbers.filter((x) => x > 0).flatMap((x) => [x, x * 1e-12, x * 1e30])) {
    expect(Math.abs(naturalLogarithm(x) - Math.log(x))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(Math.log(x))));
  }
});

test("arcTangent agrees with Math.atan2 to 1e-15 in every quadrant", () => {
  for (const x of numbers) {
    for (const y of [-7, -0.3, 0, 0.2, 5]) {
      expect(Math.abs(arcTangent(y, x) - Math.atan2(y, x))).toBeLessThan(1e-15);
    }
  }
});
