import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyScene } from "../../test/empty-scene.ts";
import { expectSamples } from "../../test/expect-samples.ts";
import { dimBesideBright, nucleiScene, together } from "../../test/nuclei-scene.ts";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import { segmentNuclei as stepByStep } from "../../test/reference/segment-nuclei.ts";
import type { Plane } from "../plane.ts";
import { type SegmentNucleiOptions, segmentNuclei } from "./segment-nuclei.ts";

function expectEqualNuclei(plane: Plane, options: SegmentNucleiOptions = {}): void {
  const [{ labels, ...found }, { labels: expected, ...rest }] = [
    segmentNuclei(plane, options),
    stepByStep(plane, options),
  ];
  expect(found).toEqual(rest);
  expectSamples(labels.data, expected.data);
}

test("nuclei found in one go are those found by the same steps on planes of their own", () => {
  const thresholds = fc.constantFrom({}, { method: "otsu" }, { log: true }, { given: 800 }, {
    minContrast: 0,
  } as const);
  const options = fc.record({
    sigma: fc.constantFrom(0, 1, 2.5),
    threshold: thresholds,
    minArea: fc.constantFrom(1, 30),
    border: fc.constantFrom(0.2, 0.4, 0.7),
  });
  fc.assert(
    fc.property(options, fc.nat(1e6), fc.integer({ min: 60, max: 230 }), (chosen, seed, size) => {
      const scene = nucleiScene({ seed, nuclei: 15, size, vignetting: 0.2 });
      expectEqualNuclei(scene, { ...chosen, maxArea: 600 } as SegmentNucleiOptions);
      expectEqualNuclei(scene, {
        ...chosen,
        diameter: 14,
        maxHoleArea: 3,
        splitProminence: 0.3,
      } as SegmentNucleiOptions);
    }),
    { numRuns: 10 },
  );
});

test("dim nuclei beside bright ones are those found by the same steps, whatever bounds there are", () => {
  const { bright, dim } = dimBesideBright(1);
  const both = together(bright, dim);
  for (const options of [{}, { threshold: { min: 420 } }, { maxArea: 250 }, { diameter: 12 }])
    expectEqualNuclei(both, options);
});

test("noise that is alike in neighbours and clipped is distinguished from nuclei as by the same steps", () => {
  for (const seed of [1, 2, 3]) expectEqualNuclei(emptyScene("alike neighbours, clipped at 0", seed));
});

test.each(DTYPES)("noise of %s is taken apart as by the same steps, and planes of a pixel or a line", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), (plane) => expectEqualNuclei(plane, { threshold: { minContrast: 0 }, minArea: 1 })),
    { numRuns: 20 },
  );
});

test.each([true, false])("nuclei on a plane longer than 65,535 px are found (wide: %s)", (isWide) => {
  expectEqualNuclei(longPlane("uint16", 3, isWide), { threshold: { minContrast: 0 }, minArea: 1 });
});
