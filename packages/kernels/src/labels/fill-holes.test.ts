import { expect, test } from "vitest";
import { maskOf, textOf } from "../../test/drawing.ts";
import { readCases } from "../../test/fixture.ts";
import { fillHoles } from "./fill-holes.ts";

interface Case {
  readonly mask: readonly string[];
  readonly expected: readonly string[];
}

test("fillHoles equals SciPy", () => {
  for (const { mask, expected } of readCases<Case>("labels", "fillHoles")) {
    expect(fillHoles(maskOf(mask))).toEqual(maskOf(expected));
  }
});

test("fillHoles leaves holes above maxArea, and background at the border, open", () => {
  const mask = maskOf(["###.###", "#.#.#.#", "###.#.#", "....###"]);
  expect(textOf(fillHoles(mask, { maxArea: 1 }))).toEqual(["111.111", "111.1.1", "111.1.1", "....111"]);
});
