import { isOhcsError } from "@ohcs/context";
import { expect, test } from "vitest";
import { assembleLabels } from "./assemble-labels.ts";
import { assembleTiles } from "./assemble-tiles.ts";

const tile = (...rows: number[][]) => ({
  data: Float32Array.from(rows.flat()),
  height: rows.length,
  width: rows[0]?.length ?? 0,
});
const labels = (...rows: number[][]) => ({ ...tile(...rows), data: Uint32Array.from(rows.flat()) });
const drawn = ({ data, width }: { data: ArrayLike<number>; width: number }) =>
  Array.from({ length: data.length / width }, (_, y) => Array.from({ length: width }, (_, x) => data[y * width + x]));

test("assembleTiles() blends linearly where tiles overlap and keeps the rest", () => {
  const mosaic = assembleTiles(
    [tile([0, 0, 0, 0]), tile([9, 9, 9, 9])],
    [
      { x: 0, y: 0 },
      { x: 2, y: 0 },
    ],
  );
  expect(drawn(mosaic)).toEqual([[0, 0, 3, 6, 9, 9]]);
});

test("assembleTiles() lays tiles at fractions of a pixel", () => {
  const mosaic = assembleTiles([tile([0, 10, 20, 30])], [{ x: 0.25, y: 0 }]);
  expect(drawn(mosaic)).toEqual([[0, 7.5, 17.5, 27.5]]);
});

test("assembleTiles() leaves 0 where no tile reaches and refuses negative places", () => {
  expect(
    drawn(
      assembleTiles(
        [tile([1]), tile([2])],
        [
          { x: 0, y: 0 },
          { x: 2, y: 1 },
        ],
      ),
    ),
  ).toEqual([
    [1, 0, 0],
    [0, 0, 2],
  ]);
  expect(codeOf(() => assembleTiles([tile([1])], [{ x: -1, y: 0 }]))).toBe("PARAMETER_INVALID");
});

test("assembleLabels() renumbers, drops and never blends", () => {
  const numbers = [
    new Map([[1, 5]]),
    new Map([
      [1, 2],
      [2, 0],
    ]),
  ];
  const mosaic = assembleLabels(
    [labels([0, 1, 1, 0]), labels([1, 1, 2, 2])],
    [
      { x: 0, y: 0 },
      { x: 2.4, y: 0 },
    ],
    numbers,
  );
  expect(drawn(mosaic)).toEqual([[0, 5, 2, 2, 0, 0]]);
});

function codeOf(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return isOhcsError(error) ? error.code : "other";
  }
}
