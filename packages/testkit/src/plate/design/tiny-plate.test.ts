import { expect, test } from "vitest";
import { tinyPlate } from "./tiny-plate.ts";

test("tinyPlate() lays sites out as squarely as they divide", () => {
  const grids = [1, 2, 4, 6, 9, 5].map((sites) => tinyPlate({ sites }).grid);
  expect(grids.map(({ rows, columns }) => `${rows}x${columns}`)).toEqual(["1x1", "1x2", "2x2", "2x3", "3x3", "1x5"]);
});

test("tinyPlate() has an exact stage and no special wells", () => {
  const { wells, tile, zSteps } = tinyPlate({ wells: ["C03", "A01"], channels: 2, z: 3, tile: 24 });
  expect(wells.map(({ well, placement }) => `${well} ${placement}`)).toEqual(["A01 spaced", "C03 touching"]);
  expect(wells.every(({ tiles }) => tiles.every(({ nominal, actual }) => nominal.x === actual.x))).toBe(true);
  expect([tile.width, tile.height, zSteps]).toEqual([24, 24, 3]);
});

test("tinyPlate() refuses a number of sites that is not a positive integer", () => {
  for (const sites of [0, -1, 1.5])
    expect(() => tinyPlate({ sites })).toThrow(expect.objectContaining({ code: "SYNTH_OPTION_INVALID" }));
});
