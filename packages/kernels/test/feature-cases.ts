import { expect } from "vitest";
import type { Features } from "../src/measure/features.ts";
import { type RegionPixels, regionPixels } from "../src/measure/region-pixels.ts";
import type { Labels, Plane } from "../src/plane.ts";
import { readFixture, restoreLabels, restorePlane, type StoredPlane } from "./fixture.ts";

interface StoredCase {
  readonly labels: StoredPlane;
  readonly first: StoredPlane;
  readonly second: StoredPlane;
  readonly families: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;
}

export interface FeatureCase {
  readonly labels: Labels;
  readonly regions: readonly RegionPixels[];
  readonly first: Plane;
  readonly second: Plane;
}

/** Objects with two images, and what cp_measure found of one family: by feature, in order of labels. */
export function featureCases(family: string): readonly (readonly [FeatureCase, StoredCase["families"][string]])[] {
  return readFixture<StoredCase>("features").map(({ labels, first, second, families }) => {
    const restored = restoreLabels(labels);
    const planes = { first: restorePlane(first), second: restorePlane(second) };
    return [{ labels: restored, regions: regionPixels(restored), ...planes }, families[family] ?? {}];
  });
}

/** Fails unless both have the same features, undefined for the same objects, else equal to `tolerance` of the value (at least of 0.001). */
export function expectFeatures(
  found: Features,
  expected: Readonly<Record<string, readonly (number | null)[]>>,
  tolerance = 1e-9,
): void {
  expect(Object.keys(found).toSorted()).toEqual(Object.keys(expected).toSorted());
  const wrong = Object.entries(expected).flatMap(([name, values]) =>
    values.flatMap((value, i) => {
      const got = found[name]![i]!;
      const isNear =
        value === null ? Number.isNaN(got) : Math.abs(got - value) <= tolerance * Math.max(1e-3, Math.abs(value));
      return isNear ? [] : [`${name} of object ${i + 1}: expected ${value}, got ${got}`];
    }),
  );
  expect(wrong).toEqual([]);
}
