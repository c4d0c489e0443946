import fc from "fast-check";
import { expect, test } from "vitest";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import type { Plane } from "../plane.ts";
import { segmentNucleiByEdges } from "./segment-nuclei-by-edges.ts";

function expectDense(plane: Plane): void {
  const { labels, count } = segmentNucleiByEdges(plane, { threshold: { minContrast: 0 }, minArea: 1 });
  expect(labels).toMatchObject({ height: plane.height, width: plane.width });
  expect([...new Set(labels.data)].filter((label) => label !== 0)).toEqual(
    Array.from({ length: count }, (_, i) => i + 1),
  );
}

test.each(DTYPES)("noise of %s has dense labels, and so have planes of a pixel or a line", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), (plane) => expectDense(plane)),
    { numRuns: 20 },
  );
});

test.each([true, false])("nuclei on a plane longer than 65,535 px have dense labels (wide: %s)", (isWide) => {
  expectDense(longPlane("uint16", 3, isWide));
});
