import { describe, expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import type { Plane } from "../plane.ts";
import { thresholdMultiOtsu } from "./threshold-multi-otsu.ts";
import { thresholdNiblack } from "./threshold-niblack.ts";
import { thresholdSauvola } from "./threshold-sauvola.ts";
import { thresholdTriangle } from "./threshold-triangle.ts";
import { thresholdYen } from "./threshold-yen.ts";

interface Case {
  readonly name: string;
  readonly image: StoredPlane;
  readonly triangle: number;
  readonly yen: number;
  readonly niblack: StoredPlane;
  readonly sauvola: StoredPlane;
  readonly multiOtsu?: readonly number[];
  readonly binWidth?: number;
}

const cases = readCases<Case>("image-functions", "thresholds");

function rangeOf({ data }: Plane): number {
  return Math.max(...data) - Math.min(...data);
}

function expectNear(actual: Plane, stored: StoredPlane, tolerance: number): void {
  const expected = restorePlane(stored);
  expect(actual.data.length).toBe(expected.data.length);
  const worst = Math.max(...[...actual.data].map((value, i) => Math.abs(value - expected.data[i]!)));
  expect(worst).toBeLessThanOrEqual(tolerance);
}

describe.each(cases)("thresholds of $name", (one) => {
  const image = restorePlane(one.image);
  const bin = image.data instanceof Float32Array ? rangeOf(image) / 256 : 0;

  test("thresholdTriangle and thresholdYen equal scikit-image, floats within a bin", () => {
    expect(Math.abs(thresholdTriangle(image.data) - one.triangle)).toBeLessThanOrEqual(bin * 1.001);
    expect(Math.abs(thresholdYen(image.data) - one.yen)).toBeLessThanOrEqual(Math.max(1, bin * 1.001));
  });

  test("thresholdNiblack and thresholdSauvola equal scikit-image", () => {
    expectNear(thresholdNiblack(image), one.niblack, 1e-6 * rangeOf(image));
    expectNear(thresholdSauvola(image, { window: 25, k: 0.3, r: 200 }), one.sauvola, 1e-6 * rangeOf(image));
  });
});

test.each(cases.filter(({ multiOtsu }) => multiOtsu !== undefined))(
  "thresholdMultiOtsu of $name equals scikit-image within a bin",
  ({ image, multiOtsu = [], binWidth = 0 }) => {
    const found = thresholdMultiOtsu(restorePlane(image).data, 3);
    expect(found).toHaveLength(multiOtsu.length);
    for (const [i, threshold] of multiOtsu.entries())
      expect(Math.abs(found[i]! - threshold)).toBeLessThanOrEqual(binWidth);
  },
);

test("thresholds of one value are that value, and local ones follow it", () => {
  const flat = { data: new Uint16Array(36).fill(7), height: 6, width: 6 };
  expect(thresholdTriangle(flat.data)).toBe(7);
  expect(thresholdYen(flat.data)).toBe(7);
  expect(thresholdMultiOtsu(flat.data)).toEqual([]);
  expect([...new Set(thresholdNiblack(flat).data)]).toEqual([7]);
  expect(thresholdSauvola(flat).data[0]).toBeCloseTo(7 * 0.8, 5);
});

test("thresholdMultiOtsu parts three levels, and refuses other numbers of classes", () => {
  expect(thresholdMultiOtsu(Uint16Array.of(1, 2, 50, 51, 900, 901))).toEqual([
    expect.closeTo(2, -1),
    expect.closeTo(51, -1),
  ]);
  for (const classes of [1, 6, 2.5])
    expect(() => thresholdMultiOtsu(Uint8Array.of(1, 2), classes)).toThrow(
      expect.objectContaining({ code: "PARAMETER_INVALID" }),
    );
});

test.each([4, 1, 3.5])("local thresholds refuse a window of %s px", (window) => {
  const plane = { data: new Uint8Array(9), height: 3, width: 3 };
  expect(() => thresholdNiblack(plane, { window })).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
});

test("local thresholds of planes smaller than their window are finite", () => {
  const plane = { data: Uint8Array.of(3), height: 1, width: 1 };
  expect([...thresholdNiblack(plane).data]).toEqual([3]);
});
