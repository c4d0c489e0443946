import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { labelPlanes, longPlane, scatteredLabels } from "../../test/random-planes.ts";
import { expandLabels as offsetByOffset } from "../../test/reference/expand-labels.ts";
import { boundsOf } from "../measure/bounds-of.ts";
import { regionPixels } from "../measure/region-pixels.ts";
import type { Labels } from "../plane.ts";
import { expandLabels } from "./expand-labels.ts";
import { ringLabels, ringPixels } from "./ring-labels.ts";

/** A few labelled pixels in a wide field. */
function sparse(labels: Labels): Labels {
  return { ...labels, data: labels.data.map((label, i) => (i % 37 === 5 ? label : 0)) };
}

function expectEqualRings(labels: Labels, inner: number, outer: number): void {
  const [covered, expected] = [offsetByOffset(labels, inner).data, offsetByOffset(labels, outer).data];
  expectSamples(expandLabels(labels, outer).data, expected);
  const rings = expected.map((label, i) => (covered[i] === 0 ? label : 0));
  expectSamples(ringLabels(labels, { inner, outer }).data, rings);
  expectEqualRingPixels(labels, inner, outer);
}

function expectEqualRingPixels(labels: Labels, inner: number, outer: number): void {
  const objects = regionPixels(labels).map(({ label, pixels }) => ({ label, bounds: boundsOf(pixels, labels.width) }));
  expect(ringPixels(labels, objects, { inner, outer })).toEqual(regionPixels(ringLabels(labels, { inner, outer })));
}

/** Small objects with room between them, each with a number of its own. */
function apart(labels: Labels, every: number): Labels {
  const { width } = labels;
  const data = labels.data.map((label, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const own = 1 + Math.floor(x / every) + 100 * Math.floor(y / every);
    return x % every < 3 && y % every < 4 && label !== 0 ? own : 0;
  });
  return { ...labels, data };
}

test("labels grow and rings are drawn as offset by offset, ties included", () => {
  const distances = fc.constantFrom([0, 0.5], [0, 1], [1, 1.5], [1, 5], [2.5, 9.2], [0, 100]);
  fc.assert(
    fc.property(labelPlanes(), distances, fc.boolean(), (labels, [inner, outer], isSparse) => {
      expectEqualRings(isSparse ? sparse(labels) : labels, inner!, outer!);
    }),
    { numRuns: 100 },
  );
});

test("rings of objects that lie apart are drawn one by one, those of neighbours and at borders too", () => {
  const settings = fc.constantFrom([0, 1, 6], [1, 1.5, 9], [0, 2.5, 4], [1, 5, 24], [2, 9, 40]);
  fc.assert(
    fc.property(labelPlanes(), settings, (labels, [inner, outer, every]) => {
      expectEqualRingPixels(apart(labels, every!), inner!, outer!);
    }),
    { numRuns: 100 },
  );
});

test.each([true, false])("labels on a plane longer than 65,535 px grow (wide: %s)", (isWide) => {
  expectEqualRings(sparse(scatteredLabels([longPlane("uint16", 3, isWide), 0.8, 9])), 1, 4);
});
