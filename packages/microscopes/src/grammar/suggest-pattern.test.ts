import { expect, test } from "vitest";
import { parsePattern } from "./parse-pattern.ts";
import { KNOWN_PATTERNS, suggestPattern } from "./suggest-pattern.ts";

test.each(KNOWN_PATTERNS)("the pattern for $name is one that can be given, with no unused group", ({ pattern }) => {
  expect(parsePattern(pattern).unusedGroups).toEqual([]);
});

test.each([
  ["Cytation", "B7_01_1_3_DAPI_001.tif"],
  ["ArrayScan", "AS_09125_050116030001_D03f00d0.tif"],
  ["numbered wells by channel", "Channel1-01-A-01.tif"],
])("suggestPattern() knows %s", (name, path) => {
  expect(suggestPattern([path, "flat field.tif"])?.name).toBe(name);
});

test("suggestPattern() suggests nothing that fits less than half of the names", () => {
  expect(suggestPattern(["Channel1-01-A-01.tif", "a.tif", "b.tif"])).toBeNull();
});
