import { step } from "@ohcs/context";
import { expect, test } from "vitest";
import { functions } from "../../test/catalogue-fixture.ts";
import { inputOf, manifestOf } from "../../test/plate-fixture.ts";
import { compilePlate } from "../compile-plate.ts";
import { DEFAULT_CONFIG } from "../config/config-schema.ts";

const steps = [
  step("positions", {
    func: functions.tilePositions(),
    inputs: { image: { from: "pipelineStart", channel: "1" } },
    emits: ["json:positions"],
  }),
];

/** Problems on a plate that states what is given; without it neither positions nor grid. */
function problems({ sites = 4, positions = false, pixelSizeUm = null as number | null, grid = false }, config = {}) {
  const made = manifestOf({ sites, planes: 1, pixelSizeUm });
  const manifest = {
    ...made,
    grid: grid ? made.grid : null,
    images: positions ? made.images : made.images.map((image) => ({ ...image, position: null })),
  };
  const { diagnostics } = compilePlate(inputOf(steps, { manifest, config: { ...DEFAULT_CONFIG, ...config } }));
  return diagnostics.map(({ code, where }) => [code, where.step?.name]);
}

test("stitching several tiles whose places nothing states is an error, before a run fails well by well", () => {
  const error = [["TILES_UNPLACED", "positions"]];
  expect(problems({})).toEqual(error);
  expect(problems({ positions: true })).toEqual(error);
  expect(problems({ pixelSizeUm: 0.5 })).toEqual(error);
});

test("a grid, stage positions with a pixel size, or a single tile are enough; a grid and a pixel size may be configured", () => {
  expect(problems({ grid: true })).toEqual([]);
  expect(problems({ positions: true, pixelSizeUm: 0.5 })).toEqual([]);
  expect(problems({ sites: 1 })).toEqual([]);
  expect(problems({}, { grid: { rows: 2, columns: 2 } })).toEqual([]);
  expect(problems({ positions: true }, { pixelSizeUm: 0.5 })).toEqual([]);
});
