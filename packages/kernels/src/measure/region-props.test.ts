import { describe, expect, test } from "vitest";
import { labelsOf, planeOf } from "../../test/drawing.ts";
import { readFixture, restoreLabels, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { regionProps } from "./region-props.ts";

interface Case {
  readonly labels: StoredPlane;
  readonly image: StoredPlane;
  readonly expected: readonly (Record<string, number> & { readonly bounds: object })[];
}

describe("regionProps", () => {
  test("equals scikit-image in every measurement to 1e-9", () => {
    for (const { labels, image, expected } of readFixture<Case>("measure")) {
      const props = regionProps(restoreLabels(labels), restorePlane(image));
      expect(props.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
      props.forEach((found, i) => {
        const reference = expected[i] ?? { bounds: {} };
        const near = Object.entries(reference).map(([name, value]) => [
          name,
          typeof value === "number" ? expect.closeTo(value, 9) : value,
        ]);
        expect(found).toMatchObject(Object.fromEntries(near));
      });
    }
  });

  test("gives centroids in whole-number pixel centres and says what touches the edge", () => {
    const [first, second] = regionProps(labelsOf(["11....", "11....", "...222", "...222"]));
    expect(first).toMatchObject({ label: 1, area: 4, x: 0.5, y: 0.5, touchesEdge: true });
    expect(second).toMatchObject({ label: 2, area: 6, x: 4, y: 2.5 });
    expect(regionProps(labelsOf(["...", ".1.", "..."]))[0]).toMatchObject({ touchesEdge: false, solidity: 1 });
  });

  test("skips numbers that no pixel bears", () => {
    const intensity = planeOf([[10, 20, 30]], Uint16Array);
    const props = regionProps(labelsOf(["3.7"]), intensity);
    expect(props.map(({ label, meanIntensity }) => [label, meanIntensity])).toEqual([
      [3, 10],
      [7, 30],
    ]);
  });

  test("refuses an intensity plane of another size", () => {
    expect(() => regionProps(labelsOf(["1."]), planeOf([[1]], Uint8Array))).toThrow(
      expect.objectContaining({ code: "PLANE_SHAPE_MISMATCH" }),
    );
  });
});
