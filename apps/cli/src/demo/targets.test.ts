import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { scoreView } from "./score-view.ts";
import type { WellScore } from "./score-well.ts";
import { targetsOf } from "./targets.ts";

const good: WellScore = {
  well: "A01",
  placement: "spaced",
  status: "success",
  truth: 100,
  found: 103,
  ignored: 2,
  matched: 100,
  f1: 0.995,
  duplicates: 0,
  stitchingRms: 0.1,
  nominalRms: 3.2,
  tileSum: 131,
};
const empty: WellScore = {
  ...good,
  well: "A02",
  placement: "empty",
  truth: 0,
  found: 0,
  ignored: 0,
  matched: 0,
  f1: 1,
  tileSum: 0,
};
const confluent: WellScore = {
  ...good,
  well: "A03",
  placement: "confluent",
  truth: 900,
  found: 600,
  matched: 500,
  f1: 0.6,
  duplicates: 4,
};

const missed = (...scores: readonly WellScore[]) =>
  targetsOf(scores).flatMap(({ promise, kept }) => (kept ? [] : [promise.split(" ").slice(0, 3).join(" ")]));

test("targetsOf() is content with good wells, and does not judge confluent ones", () => {
  expect(missed(good, empty, confluent)).toEqual([]);
});

test.each([
  ["a well that failed", { status: "error" }, ["every well succeeds"]],
  ["a poor F1", { matched: 90 }, ["object F1 at"]],
  ["a duplicate", { duplicates: 1 }, ["no cell is"]],
  [
    "an object in an empty well",
    { placement: "empty", truth: 0, found: 1, ignored: 0, matched: 0 },
    ["object F1 at", "empty wells count", "count error of"],
  ],
  ["3 % too many", { found: 105 }, ["count error of"]],
  ["6 % too many", { found: 108, matched: 100 }, ["count error of", "count error of"]],
  ["no positions", { stitchingRms: null }, ["stitching error of"]],
  ["half a pixel", { stitchingRms: 0.5 }, ["stitching error of"]],
] as const)("targetsOf() misses a target with %s", (_, change, promises) => {
  expect(missed({ ...good, ...change })).toEqual(promises);
});

test("targetsOf() allows one object where there are fewer than 20 cells", () => {
  const few = { ...good, truth: 3, ignored: 0, matched: 3 };
  const many = { ...good, truth: 1000, found: 1000, ignored: 0, matched: 1000 };
  expect(missed(many, { ...few, found: 4 })).toEqual([]);
  expect(missed(many, { ...few, found: 5 })).toEqual(["count error of"]);
});

test("scoreView() shows every well, the plate, and the wrong method beside the right one", () => {
  expect(scoreView([good, empty], targetsOf([good, empty]), recordingTerminal().out.style)).toMatchInlineSnapshot(`
    "  well   cells are  true  found  cut   error     F1  dupl.  stitch px  stage px  sum of tiles  status
      A01    spaced      100    103    2  +1.0 %  0.995      0      0.100     3.200           131  success
      A02    empty         0      0    0       0  1.000      0      0.100     3.200             0  success
      plate              100    103    2  +1.0 %  0.995      0    ≤ 0.100   ≤ 3.200           131

      true          cells that lie in the imaged area by half or more
      cut           objects found of other cells: neither right nor wrong, so left out of error and F1
      stitch px     error of the tiles' positions; stage px: had the stage been trusted
      sum of tiles  objects of all tiles added up, a wrong method: overlaps count repeatedly
      confluent     cells that lie on each other: shown, but without a target

         target                                                measured
      ✓  every well succeeds                                   2 of 2
      ✓  object F1 at IoU 0.5 ≥ 0.95                           0.9950
      ✓  no cell is counted twice                              0 duplicates
      ✓  empty wells count 0                                   0 objects in 1 well
      ✓  count error of the plate ≤ 2 %                        +1.0 % (+3.0 % with cut cells)
      ✓  count error of every well ≤ 5 % (±1 object below 20)  at most 1.0 % (3.0 % with cut cells)
      ✓  stitching error of every well < 0.5 px RMS            at most 0.100 px
    "
  `);
});
