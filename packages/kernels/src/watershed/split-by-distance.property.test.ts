import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, emptied, planes } from "../../test/random-planes.ts";
import { distanceTransform } from "../distance/distance-transform.ts";
import type { Mask, Plane } from "../plane.ts";
import { prominentPeaks } from "./prominent-peaks.ts";
import { splitByDistance } from "./split-by-distance.ts";
import { watershed } from "./watershed.ts";

/** By its steps, each on planes of its own. */
function bySteps(plane: Plane, prominence: number) {
  const mask: Mask = { ...plane, data: Uint8Array.from(plane.data, (value) => (value === 0 ? 0 : 1)) };
  const distance = distanceTransform(mask);
  const { labels } = prominentPeaks(distance, { prominence, mask });
  return watershed({ ...distance, data: distance.data.map((value) => -value) }, labels, { mask });
}

test.each(DTYPES)("a mask of %s is parted as by the steps one after the other", (dtype) => {
  const masks = fc.tuple(planes(dtype), fc.constantFrom(0, 0.2, 0.6, 1)).map(([plane, part]) => emptied(plane, part));
  fc.assert(
    fc.property(masks, fc.constantFrom(0.1, 1, 3), (plane, prominence) => {
      expectSamples(splitByDistance(plane, prominence).data, bySteps(plane, prominence).data);
    }),
    { numRuns: 60 },
  );
});

test("a plane without background is one object", () => {
  expect([...splitByDistance({ data: new Uint8Array(6).fill(1), height: 2, width: 3 }, 1).data]).toEqual(
    Array(6).fill(1),
  );
});
