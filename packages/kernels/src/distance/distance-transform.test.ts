import { expect, test } from "vitest";
import { maskOf, rowsOf } from "../../test/drawing.ts";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { distanceTransform } from "./distance-transform.ts";
import { squaredDistance } from "./squared-distance.ts";

interface Case {
  readonly mask: readonly string[];
  readonly expected: StoredPlane;
}

test("distanceTransform equals SciPy", () => {
  for (const { mask, expected } of readCases<Case>("labels", "distanceTransform")) {
    expect(distanceTransform(maskOf(mask))).toEqual(restorePlane(expected));
  }
});

test("squaredDistance equals a search through all background pixels", () => {
  const mask = maskOf(["#########", "###.#####", "#########", "#########", "########.", "#########"]);
  const background = [...mask.data.keys()].filter((i) => mask.data[i] === 0);
  const searched = [...mask.data.keys()].map((i) =>
    Math.min(...background.map((j) => ((i % 9) - (j % 9)) ** 2 + (Math.floor(i / 9) - Math.floor(j / 9)) ** 2)),
  );
  expect([...squaredDistance(mask).data]).toEqual(searched);
});

test("distanceTransform is Infinity where there is no background", () => {
  expect(rowsOf(distanceTransform(maskOf(["##", "##"]))).flat()).toEqual(Array(4).fill(Number.POSITIVE_INFINITY));
});
