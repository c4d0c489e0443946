import { expect, test } from "vitest";
import { designPlate } from "../plate/design/design-plate.ts";
import { scoreCentroids } from "./score-centroids.ts";
import { truthOf } from "./truth-of.ts";

const [well] = truthOf(
  designPlate({ wells: 1, grid: [2, 2], tile: [256, 256], placements: { A01: "touching" } }),
).wells;

test("scoreCentroids() gives a perfect score to the true centres, and ignores cells that do not count", () => {
  if (well === undefined) throw new Error("the design has no well");
  const score = scoreCentroids(well, well.cells);
  expect(score).toMatchObject({
    truth: well.count,
    found: well.count,
    f1: 1,
    countError: 0,
    duplicates: 0,
    spurious: 0,
  });
  expect(score.ignored).toBe(well.cells.length - well.count);
});

test("scoreCentroids() finds cells counted twice, missed, and made up", () => {
  if (well === undefined) throw new Error("the design has no well");
  const counted = well.cells.filter((cell) => cell.counted);
  const twice = counted.slice(1).flatMap(({ x, y }, i) =>
    i === 0
      ? [
          { x, y },
          { x: x + 0.5, y },
        ]
      : [{ x, y }],
  );
  const score = scoreCentroids(well, [...twice, { x: -1000, y: 0 }]);
  expect(score).toMatchObject({ matched: counted.length - 1, missed: 1, duplicates: 1, spurious: 1 });
});
