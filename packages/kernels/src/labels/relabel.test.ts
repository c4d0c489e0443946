import { expect, test } from "vitest";
import { labelsOf, textOf } from "../../test/drawing.ts";
import { keepLabels, relabel } from "./relabel.ts";

test("relabel replaces numbers and drops what becomes 0", () => {
  expect(textOf(relabel(labelsOf(["12.", ".33"]), [0, 7, 0, 1]))).toEqual(["7..", ".11"]);
});

test("keepLabels numbers what it keeps from 1 in raster order", () => {
  const { labels, count } = keepLabels(labelsOf(["5.2", "552", "...", ".9."]), (_, area) => area > 1);
  expect(count).toBe(2);
  expect(textOf(labels)).toEqual(["1.2", "112", "...", "..."]);
});
