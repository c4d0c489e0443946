import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import * as inArena from "../../test/nuclei-steps.ts";
import { DTYPES, emptied, labelPlanes, noise, planes } from "../../test/random-planes.ts";
import * as curvature from "../../test/reference/edge-curvature.ts";
import { fillObjectHoles } from "../../test/reference/fill-object-holes.ts";
import { growObjects } from "../../test/reference/grow-objects.ts";
import { joinRound } from "../../test/reference/join-round.ts";
import { heightsAboveLines } from "../../test/reference/line-levels.ts";
import { pixelNoise as plainNoise } from "../../test/reference/pixel-noise.ts";
import { regionPixels } from "../../test/reference/region-pixels.ts";
import { roundness } from "../../test/reference/roundness.ts";
import { typicalRadius } from "../../test/reference/typical-radius.ts";
import { fillObjectHoles as filledHoles } from "../labels/fill-object-holes.ts";
import type { Labels, Mask, Plane } from "../plane.ts";
import { pixelNoise } from "./pixel-noise.ts";

/** Labels, and heights from −1e6 to 1e6. */
const objects = fc.tuple(labelPlanes(), fc.nat(1e6), fc.constantFrom(3, 1000)).map(([labels, seed, levels]) => ({
  labels,
  heights: { ...labels, data: noise("float32", labels.data.length, seed, levels) as Float32Array },
}));

function maskOf({ data, ...size }: Labels): Mask {
  return { ...size, data: Uint8Array.from(data, (label) => (label === 0 ? 0 : 1)) };
}

test("holes of objects are filled as background is, part by part", () => {
  const holed = fc.tuple(planes("uint16", 20), fc.constantFrom(0.1, 0.3), fc.constantFrom(1, 2, 4));
  fc.assert(
    fc.property(fc.oneof(labelPlanes(), holed.map(scattered)), (labels) => {
      expectSamples(filledHoles(labels).data, fillObjectHoles(labels).data);
    }),
    { numRuns: 200 },
  );
});

function scattered([plane, fraction, most]: readonly [Plane, number, number]): Labels {
  const { data, ...size } = emptied(plane, fraction);
  return { data: Uint32Array.from(data, (sample) => (sample === 0 ? 0 : 1 + (sample % most))), ...size };
}

test("objects grow as from a list of their outermost pixels", () => {
  fc.assert(
    fc.property(objects, fc.constantFrom(0.1, 0.5), fc.nat(4), ({ labels, heights }, border, most) => {
      const options = { border, reach: (area: number) => Math.min(area, most) };
      expectSamples(inArena.growObjects(labels, heights, options).data, growObjects(labels, heights, options).data);
    }),
  );
});

test("what is round is joined as object by object", () => {
  fc.assert(
    fc.property(objects, fc.constantFrom(1, 9), fc.constantFrom(0, 0.9), ({ labels, heights }, minArea, least) => {
      const options = { minArea, border: 0.5, roundness: least };
      const mask = maskOf(labels);
      const expected = joinRound(labels, mask, heights, options);
      expectSamples(inArena.joinRound(labels, mask, heights, options).data, expected.data);
    }),
  );
});

test("curvature and contrast of edges are those of a logarithm, a blur and a Laplacian one by one", () => {
  fc.assert(
    fc.property(objects, fc.constantFrom(0.8, 3), fc.constantFrom(1, 1e4), ({ labels, heights }, sigma, unit) => {
      const options = { sigma, unit, smoothed: 1 };
      const expected = curvature.edgeCurvature(heights, options);
      const found = inArena.edgeCurvature(heights, options);
      expectSamples(found.data, expected.data);
      expectTables(inArena.edgeContrasts(labels, found, 2), curvature.edgeContrasts(labels, expected, 2));
    }),
  );
});

test("curvature of edges is the same where only a part of the plane is asked for", () => {
  const sparse = fc.tuple(labelPlanes(90), fc.nat(1e6), fc.constantFrom(1, 7, 100));
  fc.assert(
    fc.property(sparse, fc.constantFrom(0.8, 3), ([labels, seed, every], sigma) => {
      const data = noise("float32", labels.data.length, seed, 1000) as Float32Array;
      const options = { sigma, unit: 1e4, smoothed: 1 };
      const mask = maskOf({ ...labels, data: labels.data.map((label, i) => (i % every === 0 ? label : 0)) }).data;
      const expected = curvature.edgeCurvature({ ...labels, data }, options).data;
      const found = inArena.edgeCurvature({ ...labels, data }, options, mask).data;
      const within = (samples: Float32Array) => samples.filter((_, i) => mask[i] !== 0);
      expectSamples(within(found), within(expected as Float32Array));
    }),
  );
});

test("objects stand above their lines, and are round, as computed one by one", () => {
  fc.assert(
    fc.property(objects, ({ labels, heights }) => {
      expectTables(inArena.heightsAboveLines(labels, heights), heightsAboveLines(labels, heights));
      const round = inArena.roundnesses(labels);
      for (const { label, pixels } of regionPixels(labels)) expect(round[label]).toBe(roundness(pixels, labels.width));
    }),
  );
});

test("the typical radius is that of distances looked up one by one", () => {
  fc.assert(
    fc.property(labelPlanes(), fc.constantFrom(1, 20), (labels, minArea) => {
      const mask = maskOf(labels);
      expect(inArena.typicalRadius(mask, minArea)).toBe(typicalRadius(mask, minArea));
    }),
  );
});

test.each(DTYPES)("noise of %s is that of blocks measured one by one", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), (plane) => {
      expect(pixelNoise(plane)).toBe(plainNoise(plane));
    }),
  );
});

/** Equal, whether or not the greatest labels have an entry. */
function expectTables(found: Float64Array, expected: Float64Array): void {
  expect([...found]).toEqual([...expected]);
}
