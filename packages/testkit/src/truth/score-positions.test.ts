import { expect, test } from "vitest";
import { designPlate } from "../plate/design/design-plate.ts";
import type { Point } from "../plate/design/plate-design.ts";
import type { WellTruth } from "./plate-truth.ts";
import { scorePositions } from "./score-positions.ts";
import { truthOf } from "./truth-of.ts";

function well(): WellTruth {
  const [first] = truthOf(designPlate({ wells: 1, tile: [128, 128], stageError: 3 })).wells;
  if (first === undefined) throw new Error("the design has no well");
  return first;
}

function positions(truth: WellTruth, place: (actual: Point, site: number) => Point): ReadonlyMap<number, Point> {
  return new Map(truth.tiles.map(({ site, actual }) => [site, place(actual, site)]));
}

test("scorePositions() subtracts any common origin and reports it", () => {
  const truth = well();
  const score = scorePositions(
    truth,
    positions(truth, ({ x, y }) => ({ x: x + 12.5, y: y - 3 })),
  );
  expect(score.rms).toBeCloseTo(0, 9);
  expect(score.offset.x).toBeCloseTo(12.5, 9);
  expect(score.offset.y).toBeCloseTo(-3, 9);
  expect(score.nominalRms).toBeGreaterThan(1);
});

test("scorePositions() of the nominal positions is the stage error", () => {
  const truth = well();
  const score = scorePositions(truth, new Map(truth.tiles.map(({ site, nominal }) => [site, nominal])));
  expect(score.rms).toBe(score.nominalRms);
});

test("scorePositions() measures one misplaced tile", () => {
  const truth = well();
  const score = scorePositions(
    truth,
    positions(truth, ({ x, y }, site) => ({ x: x + (site === 5 ? 9 : 0), y })),
  );
  expect(score.largest).toBeCloseTo(8, 9);
  expect(score.rms).toBeCloseTo(Math.sqrt(8), 9);
});

test("scorePositions() refuses sites that the well does not have, and no sites at all", () => {
  const unknown = expect.objectContaining({ code: "SYNTH_PLANE_UNKNOWN" });
  expect(() => scorePositions(well(), new Map([[99, { x: 0, y: 0 }]]))).toThrow(unknown);
  expect(() => scorePositions(well(), new Map())).toThrow(unknown);
});
