import { expect, test } from "vitest";
import { labelsOf, maskOf, planeOf, textOf } from "../../test/drawing.ts";
import { readCases, restoreLabels, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import type { Mask } from "../plane.ts";
import { propagateLabels } from "./propagate-labels.ts";

interface Case {
  readonly image: StoredPlane;
  readonly seeds: StoredPlane;
  readonly mask: StoredPlane;
  readonly regularization: number;
  readonly expected: StoredPlane;
}

test("propagateLabels equals centrosome, also among equally short paths and where seeds lie outside the mask", () => {
  for (const { image, seeds, mask, regularization, expected } of readCases<Case>("cells", "propagateLabels")) {
    const within = restorePlane(mask) as Mask;
    const found = propagateLabels(restorePlane(image), restoreLabels(seeds), within, regularization);
    expect(found).toEqual(restoreLabels(expected));
  }
});

test("propagateLabels stops at an edge of intensity where the regularization is low, and midway where it is high", () => {
  const row = [0, 0, 90, 90, 90, 90, 90, 90, 90];
  const image = planeOf([row], Uint8Array);
  const [seeds, mask] = [labelsOf(["1.......2"]), maskOf(["#########"])];
  expect(textOf(propagateLabels(image, seeds, mask, 1))).toEqual(["112222222"]);
  expect(textOf(propagateLabels(image, seeds, mask, 1e6))).toEqual(["111122222"]);
});

test("propagateLabels refuses planes of other sizes and a negative regularization", () => {
  const [image, seeds, mask] = [planeOf([[1]], Uint8Array), labelsOf(["1"]), maskOf(["#"])];
  expect(() => propagateLabels(image, labelsOf(["1."]), mask, 1)).toThrow(
    expect.objectContaining({ code: "PLANE_SHAPE_MISMATCH" }),
  );
  expect(() => propagateLabels(image, seeds, mask, -1)).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
});
