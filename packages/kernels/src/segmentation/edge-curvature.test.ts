import { describe, expect, test } from "vitest";
import { discs } from "../../test/discs.ts";
import { edgeContrasts, edgeCurvature } from "../../test/nuclei-steps.ts";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { labelConnected } from "../labels/label-connected.ts";

const options = { unit: 10, sigma: 1.5, smoothed: 1 };
const seen = (...shapes: Parameters<typeof discs>[1]) => gaussianBlur(discs(80, shapes), 1);

describe("edgeCurvature()", () => {
  test("is positive inside of an edge, negative outside of it", () => {
    const { data } = edgeCurvature(seen({ x: 40, y: 40, radius: 12, height: 20 }), options);
    expect([data[40 * 80 + 50]! > 0.05, data[40 * 80 + 56]! < -0.05]).toEqual([true, true]);
  });

  test("parts a dim disc from a bright one that it overlaps, where the intensity has no valley", () => {
    const heights = seen({ x: 30, y: 40, radius: 10, height: 60 }, { x: 48, y: 40, radius: 10, height: 400 });
    const row = Array.from(heights.data.subarray(40 * 80 + 30, 40 * 80 + 46));
    expect(row.every((value, i) => i === 0 || value >= row[i - 1]! - 1e-3)).toBe(true);
    const { data } = edgeCurvature(heights, options);
    expect([22, 36, 40].map((x) => data[40 * 80 + x]! > 0)).toEqual([true, false, true]);
  });
});

describe("edgeContrasts()", () => {
  const contrastOf = (blur: number, height: number) => {
    const shape = discs(80, [{ x: 40, y: 40, radius: 15, height }]);
    const heights = gaussianBlur(gaussianBlur(shape, 1), blur);
    const { labels } = labelConnected({ ...shape, data: Uint8Array.from(shape.data, (value) => (value > 0 ? 1 : 0)) });
    return edgeContrasts(labels, edgeCurvature(heights, options), Math.sqrt(1 + 1.5 ** 2))[1]!;
  };

  test("of a step in the logarithm is 0.4 of it", () => {
    // Far below the unit the logarithm is the height itself.
    expect(contrastOf(0.01, 0.01) / (0.01 / options.unit)).toBeCloseTo(0.4, 1);
  });

  test("is less for soft edges", () => {
    expect(contrastOf(6, 50)).toBeLessThan(0.5 * contrastOf(0.01, 50));
  });
});
