import { expect, test } from "vitest";
import { readCases, restoreLabels, type StoredPlane } from "../../test/fixture.ts";
import { type SkeletonFeatures, skeletonFeatures } from "./skeleton-features.ts";
import { skeletonize } from "./skeletonize.ts";

interface Case {
  readonly labels: StoredPlane;
  readonly expected: StoredPlane;
  readonly features: readonly SkeletonFeatures[];
}

const cases = readCases<Case>("operations", "skeletonize").map((one) => [one.features.length, one] as const);

test.each(cases)("skeletonize() equals scikit-image's of each of %d objects", (_, { labels, expected }) => {
  expect(skeletonize(restoreLabels(labels))).toEqual(restoreLabels(expected));
});

test.each(cases)("ends, branches and lengths of %d skeletons equal those of SciPy", (_, { expected, features }) => {
  const found = skeletonFeatures(restoreLabels(expected));
  expect(found).toEqual(features.map((one) => ({ ...one, length: expect.closeTo(one.length, 9) })));
});

test("a plane without objects has no skeletons", () => {
  const empty = { data: new Uint32Array(12), height: 3, width: 4 };
  expect(skeletonize(empty)).toEqual(empty);
  expect(skeletonFeatures(empty)).toEqual([]);
});
