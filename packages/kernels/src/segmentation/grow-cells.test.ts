import { expect, test } from "vitest";
import { labelsOf, planeOf, textOf } from "../../test/drawing.ts";
import { readCases, restoreLabels, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { type GrowCellsOptions, growCells } from "./grow-cells.ts";

interface Case extends GrowCellsOptions {
  readonly image: StoredPlane;
  readonly nuclei: StoredPlane;
  readonly expected: StoredPlane;
}

test("growCells equals the steps of CellProfiler's IdentifySecondaryObjects", () => {
  for (const { image, nuclei, expected, ...options } of readCases<Case>("cells", "growCells")) {
    expect(growCells(restorePlane(image), restoreLabels(nuclei), options)).toEqual(restoreLabels(expected));
  }
});

test.each([
  ["propagation", "777..3."],
  ["watershed", "777..33"],
] as const)("growCells by %s keeps a nucleus below the threshold, under its number", (method, expected) => {
  const image = planeOf([[9, 9, 9, 0, 0, 0, 9]], Uint8Array);
  expect(textOf(growCells(image, labelsOf([".7...3."]), { method, threshold: 5 }))).toEqual([expected]);
});
