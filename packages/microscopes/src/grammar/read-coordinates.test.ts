import { expect, test } from "vitest";
import { readCoordinates } from "./read-coordinates.ts";

test.each([
  ["1 for what is not stated", { well: "A1" }, ["A01", 1, "1", 1, 1]],
  ["letters and unpadded columns", { row: "B", col: "7" }, ["B07", 1, "1", 1, 1]],
  ["numbered rows from 1", { row: "02", col: "07" }, ["B07", 1, "1", 1, 1]],
  [
    "other spellings",
    { well: "R02C07", field: "0", channel: "DAPI", zIndex: "4", timepoint: "12" },
    ["B07", 0, "DAPI", 4, 12],
  ],
  ["padded numbers", { well: "P24", site: "00010", ch: "01", z: "002", t: "0003" }, ["P24", 10, "1", 2, 3]],
])("readCoordinates() reads %s", (_, groups, [well, site, channel, zIndex, timepoint]) => {
  expect(readCoordinates(groups)).toEqual({ well, site, channel, zIndex, timepoint });
});

test("1536-well names up to AF48 are wells", () => {
  expect(readCoordinates({ row: "AF", col: "48" })?.well).toBe("AF48");
  expect(readCoordinates({ row: "AG", col: "01" })).toBeNull();
});

test.each([
  ["a well beyond the plate", { well: "A49" }],
  ["column 0", { row: "A", col: "00" }],
  ["a site that is not a number", { well: "A1", site: "x" }],
  ["an empty channel", { well: "A1", ch: "" }],
])("readCoordinates() refuses %s", (_, groups) => {
  expect(readCoordinates(groups)).toBeNull();
});
