import { expect, test } from "vitest";
import { labelsOf, maskOf, planeOf, textOf } from "../../test/drawing.ts";
import { readCases, restoreLabels, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { watershed } from "./watershed.ts";

interface Case {
  readonly landscape: StoredPlane;
  readonly markers: StoredPlane;
  readonly mask: readonly string[];
  readonly connectivity: 4 | 8;
  readonly expected: StoredPlane;
}

test.each(readCases<Case>("labels", "watershed"))(
  "watershed equals scikit-image pixel for pixel, ties included ($landscape.dtype, connectivity $connectivity)",
  ({ landscape, markers, mask, connectivity, expected }) => {
    const flooded = watershed(restorePlane(landscape), restoreLabels(markers), { mask: maskOf(mask), connectivity });
    expect(flooded).toEqual(restoreLabels(expected));
  },
);

test("watershed meets on the ridge", () => {
  const landscape = planeOf([[0, 1, 2, 9, 2, 1, 0]], Uint8Array);
  expect(textOf(watershed(landscape, labelsOf(["1.....2"])))).toEqual(["1111222"]);
});
