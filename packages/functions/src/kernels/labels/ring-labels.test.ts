import { expect, test } from "vitest";
import { labelsOf, textOf } from "../../../test/drawing.ts";
import { ringLabels } from "./ring-labels.ts";

test("ringLabels covers the pixels 1 to `outer` px outside each object, and no object", () => {
  const rings = ringLabels(labelsOf([".......", ".......", "...1...", ".......", "......."]), { outer: 2 });
  expect(textOf(rings)).toEqual(["...1...", "..111..", ".11.11.", "..111..", "...1..."]);
});

test("ringLabels begins at `inner` px", () => {
  expect(textOf(ringLabels(labelsOf(["1......."]), { inner: 3, outer: 5 }))).toEqual(["...111.."]);
});

test("ringLabels stops at neighbours and shares the ground between them", () => {
  expect(textOf(ringLabels(labelsOf(["11..22..."]), { outer: 5 }))).toEqual(["..12..222"]);
});
