import { expect, test } from "vitest";
import { labelsOf, textOf } from "../../test/drawing.ts";
import { readFixture, restoreLabels, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { regionProps } from "../measure/region-props.ts";
import { ringLabels } from "./ring-labels.ts";

test("ringLabels covers the pixels up to `outer` px outside each object, and no object", () => {
  const rings = ringLabels(labelsOf([".......", ".......", "...1...", ".......", "......."]), { inner: 0, outer: 2 });
  expect(textOf(rings)).toEqual(["...1...", "..111..", ".11.11.", "..111..", "...1..."]);
});

test("ringLabels leaves out the pixels within `inner` px", () => {
  expect(textOf(ringLabels(labelsOf(["1......."])))).toEqual(["..1111.."]);
  expect(textOf(ringLabels(labelsOf(["1......."]), { inner: 3, outer: 5 }))).toEqual(["....11.."]);
});

test("ringLabels stops at neighbours and shares the ground between them", () => {
  expect(textOf(ringLabels(labelsOf(["11....22..."]), { outer: 5 }))).toEqual(["...12....22"]);
});

test("ringLabels refuses a ring without width", () => {
  expect(() => ringLabels(labelsOf(["1"]), { inner: 5, outer: 5 })).toThrow(
    expect.objectContaining({ code: "PARAMETER_INVALID" }),
  );
});

interface Case {
  readonly labels: StoredPlane;
  readonly image: StoredPlane;
  readonly rings: StoredPlane;
  readonly ratios: Readonly<Record<string, number | null>>;
}

test("ringLabels and the ratio of nucleus to ring equal SciPy and scikit-image", () => {
  for (const { labels, image, rings, ratios } of readFixture<Case>("measure")) {
    const found = ringLabels(restoreLabels(labels));
    expect(found).toEqual(restoreLabels(rings));
    const intensity = restorePlane(image);
    const ringMeans = new Map(regionProps(found, intensity).map((ring) => [ring.label, ring.meanIntensity]));
    for (const { label, meanIntensity } of regionProps(restoreLabels(labels), intensity)) {
      const ringMean = ringMeans.get(label);
      const expected = ratios[label] ?? null;
      if (ringMean === undefined || expected === null) expect(expected).toBe(ringMean ?? null);
      else expect(meanIntensity / ringMean).toBeCloseTo(expected, 9);
    }
  }
});
