import { expect, test } from "vitest";
import { thrownBy } from "../../test/expect-code.ts";
import { plateFiles } from "../../test/plate-files.ts";
import { parsePattern } from "./parse-pattern.ts";
import { readByPattern } from "./read-by-pattern.ts";

const pattern = parsePattern("^Channel(?<ch>\\d)-(?<idx>\\d{2})-(?<row>[A-H])-(?<col>\\d{2})\\.tif$");

test("readByPattern() reads planes and reports what it ignored", () => {
  const files = plateFiles("Channel1-01-A-01.tif", "sub/Channel2-13-B-01.tif", "map.csv", "flat.tif");
  const { planes, notices } = readByPattern(pattern, files);
  expect(planes.map(({ path, well, channel }) => [path, well, channel])).toEqual([
    ["Channel1-01-A-01.tif", "A01", "1"],
    ["sub/Channel2-13-B-01.tif", "B01", "2"],
  ]);
  expect(notices.map(({ code, examples }) => [code, ...examples])).toEqual([
    ["PATTERN_GROUPS_UNUSED", "idx"],
    ["FILES_UNMATCHED", "flat.tif"],
  ]);
});

test("trap: columns before rows, and rows that are numbers", () => {
  const turned = parsePattern("^(?<col>\\d+)(?<row>[A-H])_(?<ch>\\d)\\.tif$");
  expect(readByPattern(turned, plateFiles("07B_1.tif")).planes[0]).toMatchObject({ well: "B07", channel: "1" });
  const numbered = parsePattern("^c(?<col>\\d+)r(?<row>\\d+)\\.tif$");
  expect(readByPattern(numbered, plateFiles("c3r27.tif")).planes[0]).toMatchObject({ well: "AA03" });
});

test("readByPattern() matches folders if the pattern names them", () => {
  const byFolder = parsePattern("^(?<well>[A-H]\\d+)/f(?<site>\\d+)\\.tif$");
  const { planes } = readByPattern(byFolder, plateFiles("B7/f0.tif", "B7/f1.tif"));
  expect(planes.map(({ well, site }) => [well, site])).toEqual([
    ["B07", 0],
    ["B07", 1],
  ]);
});

test("readByPattern() matches wells whole: A1 is never found in A10", () => {
  const { planes } = readByPattern(
    parsePattern("^(?<well>[A-Z]+\\d+)_"),
    plateFiles("A1_.tif", "A10_.tif", "AA1_.tif"),
  );
  expect(planes.map(({ well }) => well)).toEqual(["A01", "A10", "AA01"]);
});

test("readByPattern() fails where nothing fits, naming an example", () => {
  const error = thrownBy(() => readByPattern(pattern, plateFiles("a.tif", "b.tif")), "PATTERN_MATCHES_NOTHING");
  expect(error.message).toContain("none of 2 image names matches");
});

test("readByPattern() fails where a group holds no well, listing the files", () => {
  const loose = parsePattern("^(?<well>.+)\\.tif$");
  const error = thrownBy(() => readByPattern(loose, plateFiles("A01.tif", "flat.tif")), "COORDINATES_INVALID");
  expect(error.details.files).toEqual(["flat.tif"]);
});
