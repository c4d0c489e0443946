import { expect, test } from "vitest";
import { thrownBy } from "../../test/expect-code.ts";
import { parsePattern } from "./parse-pattern.ts";

test("parsePattern() lists groups that state no coordinate", () => {
  expect(parsePattern("^(?<run>..)_(?<row>[A-H])(?<col>\\d+)_(?<idx>\\d)\\.tif$").unusedGroups).toEqual(["run", "idx"]);
});

test("parsePattern() matches the path only if the pattern contains a slash", () => {
  expect(parsePattern("(?<well>[A-H]\\d+)\\.tif$").sees).toBe("name");
  expect(parsePattern("^(?<well>[A-H]\\d+)/.*\\.tif$").sees).toBe("path");
});

test.each([
  ["no regular expression", "(?<well>[A-H"],
  ["no well", "(?<site>\\d+)\\.tif$"],
  ["a row without a column", "(?<row>[A-H])\\.tif$"],
  ["more than 1000 characters", `(?<well>A1)${"x".repeat(1000)}`],
])("parsePattern() refuses %s", (_, source) => {
  expect(thrownBy(() => parsePattern(source), "PATTERN_INVALID").message).toMatch(
    /^Cannot use pattern '.*': expected /,
  );
});
