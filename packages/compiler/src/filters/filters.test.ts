import { expect, test } from "vitest";
import { filterSites } from "../items/item-filter.ts";
import { channelKey, filterChannels } from "./filter-channels.ts";
import { filterWells } from "./filter-wells.ts";

const wells = ["A01", "A02", "A10", "A11", "B01", "B02", "B10", "C02"];

test("filterWells() matches wells exactly: A1 is A01, never A10 or A11 (landmine 23)", () => {
  expect(filterWells(wells, ["A1"])).toEqual({ kept: ["A01"], unknown: [] });
  expect(filterWells(wells, ["A"])).toEqual({ kept: [], unknown: ["A"] });
});

test("filterWells() reads a range as a rectangle, as in a spreadsheet, from any corner", () => {
  expect(filterWells(wells, ["A02:B10"]).kept).toEqual(["A02", "A10", "B02", "B10"]);
  expect(filterWells(wells, ["B10:A02"]).kept).toEqual(["A02", "A10", "B02", "B10"]);
});

test("filterWells() excludes, from all or from what is included", () => {
  expect(filterWells(wells, ["!A01:A11"]).kept).toEqual(["B01", "B02", "B10", "C02"]);
  expect(filterWells(wells, ["A01:B02", "!A02"]).kept).toEqual(["A01", "B01", "B02"]);
});

test("filterWells() reports the parts that match no well", () => {
  expect(filterWells(wells, ["A01", "D04", "A01:B01:C01", "x:A01"]).unknown).toEqual(["D04", "A01:B01:C01", "x:A01"]);
});

test("filterSites() takes numbers, ranges and exclusions", () => {
  const sites = [1, 2, 3, 4, 10];
  expect(filterSites(sites, [1, "3:10", "!4"])).toEqual({ kept: [1, 3, 10], unknown: [] });
  expect(filterSites(sites, [5, "1x"])).toEqual({ kept: [], unknown: ["5", "1x"] });
});

test("filterChannels() takes keys and unambiguous names, and returns keys", () => {
  const channels = [
    { id: "1", name: "DAPI" },
    { id: "2", name: "GFP" },
    { id: "3", name: "GFP" },
    { id: "10", name: null },
  ];
  expect(filterChannels(channels, ["DAPI", "10"])).toEqual({ kept: ["1", "10"], unknown: [] });
  expect(filterChannels(channels, ["!1"]).kept).toEqual(["2", "3", "10"]);
  expect(channelKey(channels, "GFP")).toBe(null);
});
