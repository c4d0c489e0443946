import { describe, expect, test } from "vitest";
import { readFixture, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { thresholdOtsu } from "./threshold-otsu.ts";

interface Case {
  readonly name: string;
  readonly image: StoredPlane;
  readonly otsu: number;
}

describe("thresholdOtsu", () => {
  const cases = readFixture<Case>("thresholds");

  test.each(cases.filter(({ image }) => image.dtype !== "float32"))("equals scikit-image for $name", (each) => {
    expect(thresholdOtsu(restorePlane(each.image).data)).toBeCloseTo(each.otsu, 12);
  });

  test.each(cases.filter(({ image }) => image.dtype === "float32"))("is within one bin for $name", (each) => {
    const { data } = restorePlane(each.image);
    const bin = (Math.max(...data) - Math.min(...data)) / 256;
    expect(Math.abs(thresholdOtsu(data) - each.otsu)).toBeLessThanOrEqual(bin * 1.001);
  });

  test("of one value is that value, and of nothing NaN", () => {
    expect(thresholdOtsu(new Float32Array(9).fill(3))).toBe(3);
    expect(thresholdOtsu(new Uint8Array(0))).toBeNaN();
  });
});
