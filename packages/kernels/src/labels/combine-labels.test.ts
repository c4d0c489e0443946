import { expect, test } from "vitest";
import { readCases, restoreLabels, type StoredPlane } from "../../test/fixture.ts";
import { type CombineMethod, combineLabels } from "./combine-labels.ts";

interface Case {
  readonly first: StoredPlane;
  readonly second: StoredPlane;
  readonly method: CombineMethod;
  readonly expected: StoredPlane;
}

test.each(readCases<Case>("operations", "combineLabels"))(
  "combineLabels() does with overlaps what '$method' says, object by object",
  ({ first, second, method, expected }) => {
    expect(combineLabels(restoreLabels(first), restoreLabels(second), method)).toEqual(restoreLabels(expected));
  },
);

test("combineLabels() refuses planes of different size", () => {
  const [a, b] = [new Uint32Array(4), new Uint32Array(4)];
  const planes = [
    { data: a, height: 2, width: 2 },
    { data: b, height: 1, width: 4 },
  ] as const;
  expect(() => combineLabels(...planes, "preserve")).toThrow(expect.objectContaining({ code: "PLANE_SHAPE_MISMATCH" }));
});
