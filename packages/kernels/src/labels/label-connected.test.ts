import { expect, test } from "vitest";
import { maskOf, textOf } from "../../test/drawing.ts";
import { readCases, restoreLabels, type StoredPlane } from "../../test/fixture.ts";
import { labelConnected } from "./label-connected.ts";

interface Case {
  readonly mask: readonly string[];
  readonly four: StoredPlane;
  readonly eight: StoredPlane;
}

test("labelConnected equals scikit-image, numbers included", () => {
  for (const { mask, four, eight } of readCases<Case>("labels", "labelConnected")) {
    expect(labelConnected(maskOf(mask), { connectivity: 4 }).labels).toEqual(restoreLabels(four));
    expect(labelConnected(maskOf(mask)).labels).toEqual(restoreLabels(eight));
  }
});

test("labelConnected numbers objects by their first pixel in raster order", () => {
  const { labels, count } = labelConnected(maskOf(["..#.#", "#.#.#", "###..", "....#"]), { connectivity: 4 });
  expect(count).toBe(3);
  expect(textOf(labels)).toEqual(["..1.2", "1.1.2", "111..", "....3"]);
});

test("labelConnected joins corners with connectivity 8 only", () => {
  const diagonal = maskOf(["#..", ".#.", "..#"]);
  expect(labelConnected(diagonal).count).toBe(1);
  expect(labelConnected(diagonal, { connectivity: 4 }).count).toBe(3);
});

test("labelConnected copes with a checkerboard, the most labels that a plane can open", () => {
  const board = maskOf(["#.#.#", ".#.#.", "#.#.#"]);
  expect(labelConnected(board, { connectivity: 4 }).count).toBe(8);
});
