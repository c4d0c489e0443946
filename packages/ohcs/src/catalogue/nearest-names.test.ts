import { expect, test } from "vitest";
import { didYouMean, nearestNames } from "./nearest-names.ts";

const presets = ["count-nuclei", "stitch", "stitch-and-count", "project", "measure"];

test("nearestNames() puts the nearest first and leaves out what is far", () => {
  expect(nearestNames("stich", presets)).toEqual(["stitch"]);
  expect(nearestNames("COUNT-NUCLEI", presets)).toEqual(["count-nuclei"]);
  expect(nearestNames("zarr", presets)).toEqual([]);
  expect(nearestNames("rnu", ["run", "resume"])).toEqual(["run"]);
});

test("didYouMean() asks, or is null", () => {
  expect(didYouMean("projct", presets)).toBe("Did you mean 'project'?");
  expect(didYouMean("qqq", presets)).toBeNull();
});
