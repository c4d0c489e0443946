import * as root from "@ohcs/testkit";
import * as disk from "@ohcs/testkit/disk";
import { expect, test } from "vitest";

test("@ohcs/testkit exports these names", () => {
  expect(Object.keys(root).toSorted()).toMatchInlineSnapshot(`
    [
      "DOSES",
      "backendConformance",
      "createRandom",
      "designPlate",
      "effectOfDose",
      "encodeTiff",
      "functionConformance",
      "planeKey",
      "planePath",
      "planesOf",
      "plateMapCsv",
      "poolScores",
      "rasteriseTruth",
      "renderPlane",
      "renderPlateFiles",
      "runnerConformance",
      "scoreCentroids",
      "scoreObjects",
      "scorePositions",
      "testkitErrors",
      "tinyPlate",
      "truthOf",
    ]
  `);
});

test("@ohcs/testkit/disk exports these names", () => {
  expect(Object.keys(disk).toSorted()).toMatchInlineSnapshot(`
    [
      "writePlate",
    ]
  `);
});
