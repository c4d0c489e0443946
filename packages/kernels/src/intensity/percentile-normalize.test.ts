import { expect, test } from "vitest";
import { planeOf, rowsOf } from "../../test/drawing.ts";
import { percentileNormalize } from "./percentile-normalize.ts";

test("percentileNormalize maps its percentiles to 0 and 1 and clips beyond them", () => {
  const plane = planeOf([[0, 10, 20, 30, 40]], Uint16Array);
  expect(rowsOf(percentileNormalize(plane, { low: 25, high: 75 }))).toEqual([[0, 0, 0.5, 1, 1]]);
});

test("percentileNormalize turns a flat plane into zeros", () => {
  expect(rowsOf(percentileNormalize(planeOf([[7, 7, 7]], Uint8Array)))).toEqual([[0, 0, 0]]);
});

test("percentileNormalize refuses percentages out of order", () => {
  expect(() => percentileNormalize(planeOf([[1]], Uint8Array), { low: 60, high: 40 })).toThrow(
    expect.objectContaining({ code: "PARAMETER_INVALID" }),
  );
});
