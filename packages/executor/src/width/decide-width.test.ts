import { expect, test } from "vitest";
import { decideWidth, fittingWidth, type WidthObservation } from "./decide-width.ts";

const calm: WidthObservation = {
  width: 4,
  maximum: 8,
  ended: 0,
  rates: new Map(),
  budgetBytes: null,
  wellBytes: 0,
  workerBytes: 0,
  refused: false,
};

const rates = (...pairs: readonly (readonly [number, number])[]) => new Map(pairs);

test.each<readonly [string, Partial<WidthObservation>, ReturnType<typeof decideWidth>]>([
  ["nothing is known", {}, null],
  ["too few wells have ended to judge", { ended: 7 }, null],
  ["there is room, and no limit to memory", { ended: 8 }, { width: 5, reason: "room" }],
  ["it is as wide as it may be", { width: 8, ended: 16 }, null],
  ["a well was refused", { refused: true }, { width: 3, reason: "memory" }],
  [
    "a well was refused that fits once only",
    { refused: true, budgetBytes: 100, wellBytes: 60 },
    { width: 1, reason: "memory" },
  ],
  ["a well was refused although it runs alone", { width: 1, refused: true, budgetBytes: 100, wellBytes: 160 }, null],
  ["wells are larger than four of them fit", { budgetBytes: 100, wellBytes: 34 }, { width: 2, reason: "memory" }],
  ["four wells just fit", { ended: 8, budgetBytes: 100, wellBytes: 25 }, null],
  ["five wells just fit", { ended: 8, budgetBytes: 100, wellBytes: 20, workerBytes: 80 }, { width: 5, reason: "room" }],
  ["five wells fit, five workers would not", { ended: 8, budgetBytes: 100, wellBytes: 20, workerBytes: 81 }, null],
  [
    "workers hold more than the budget",
    { ended: 4, budgetBytes: 100, workerBytes: 101 },
    { width: 3, reason: "memory" },
  ],
  ["workers held more before the last change was felt", { ended: 3, budgetBytes: 100, workerBytes: 101 }, null],
  ["one worker holds more than the budget", { width: 1, ended: 9, budgetBytes: 100, workerBytes: 101 }, null],
  [
    "the fourth worker brought nothing",
    { ended: 8, rates: rates([3, 10], [4, 10.4]) },
    { width: 3, reason: "throughput" },
  ],
  ["the fourth worker paid", { ended: 8, rates: rates([3, 10], [4, 10.5]) }, { width: 5, reason: "room" }],
  ["the fifth worker is known to bring nothing", { ended: 8, rates: rates([4, 10], [5, 10]) }, null],
  ["the fifth worker is known to pay", { ended: 8, rates: rates([4, 10], [5, 12]) }, { width: 5, reason: "room" }],
])("decideWidth() where %s", (_, seen, decision) => {
  expect(decideWidth({ ...calm, ...seen })).toEqual(decision);
});

test("decideWidth() stays between one and the maximum, and never names the width there is", () => {
  for (const width of [1, 2, 8])
    for (const ended of [0, 2, 16])
      for (const budgetBytes of [null, 1, 100])
        for (const wellBytes of [0, 1, 50, 1000])
          for (const workerBytes of [0, 90, 1000])
            for (const refused of [false, true]) {
              const seen = { ...calm, width, ended, budgetBytes, wellBytes, workerBytes, refused };
              const decided = decideWidth(seen)?.width ?? null;
              expect(
                decided === null || (decided >= 1 && decided <= 8 && decided !== width),
                JSON.stringify(seen),
              ).toBe(true);
            }
});

test.each([
  [null, 50, 8],
  [100, 0, 8],
  [100, 1, 8],
  [100, 40, 2],
  [100, 101, 1],
])("fittingWidth() for a budget of %s and wells of %i bytes is %i", (budgetBytes, wellBytes, width) => {
  expect(fittingWidth({ maximum: 8, budgetBytes, wellBytes })).toBe(width);
});
