import { expect } from "vitest";
import type { PixelArray } from "../src/plane.ts";

/** Expects the same samples of the same type, bit by bit; quicker than a comparison that lists all differences. */
export function expectSamples(actual: PixelArray, expected: PixelArray): void {
  const different = actual.findIndex((sample, i) => !Object.is(sample, expected[i]));
  const said = (data: PixelArray) => ({
    type: data.constructor.name,
    length: data.length,
    sample: data[different],
  });
  expect({ ...said(actual), different }).toEqual({ ...said(expected), different: -1 });
}
