import type uPlot from "uplot";
import { expect, test } from "vitest";
import { doseAxis } from "./dose-axis.ts";

/** What the labels of an axis of that many px from 1 to 1000 say. */
function labelsOf(doses: readonly number[], width: number): readonly unknown[] {
  const { splits, filter, values } = doseAxis(doses) as Record<string, (...args: unknown[]) => (number | null)[]>;
  const plot = { valToPos: (dose: number) => (width * Math.log10(dose)) / 3 } as unknown as uPlot;
  return values?.(plot, filter?.(plot, splits?.())) ?? [];
}

test("doses within one power of 10 are labelled", () => {
  expect(labelsOf([8, 2, 4, 2, 10 / 3], 1200)).toEqual(["2", "3.333", "", "8"]);
});

test("of doses that lie close, only those are labelled that have room", () => {
  expect(labelsOf([1, 2, 4, 8, 16, 32, 1000], 300)).toEqual(["1", "", "4", "", "16", "", "1000"]);
});
