import { expect, test } from "vitest";
import { matchBounded } from "../disk/open-plate.ts";
import { NAMED_PATTERNS, patternNamed, suggestPattern } from "./named-patterns.ts";
import { parsePattern } from "./parse-pattern.ts";
import { readByPattern } from "./read-by-pattern.ts";

const files = (...paths: readonly string[]) => paths.map((path) => ({ path, bytes: 1, mtimeMs: 1 }));

test.each(NAMED_PATTERNS)("'$name' can be given by its name, and reads its example", ({ name, pattern, example }) => {
  expect(parsePattern(name.toUpperCase())).toMatchObject({ source: pattern, unusedGroups: [] });
  expect(readByPattern(parsePattern(name), files(`folder/${example}`)).planes).toHaveLength(1);
  expect(patternNamed(name)?.pattern).toBe(pattern);
});

/** Numbers and names that a pattern does not keep may hold a difference, so there must be none outside of its groups. */
test.each(NAMED_PATTERNS)("no two names of a plate mean one plane by '$name'", ({ name, example }) => {
  const pattern = parsePattern(name);
  const match = new RegExp(pattern.source, "d").exec(example);
  for (const [group, range] of Object.entries(match?.indices?.groups ?? {})) {
    const text = match?.groups?.[group] ?? "";
    const other = /^\d+$/.test(text)
      ? String(Number(text) + 1).padStart(text.length, "0")
      : text.length === 1
        ? "C"
        : `${text}2`;
    const changed = example.slice(0, range?.[0]) + other + example.slice(range?.[1]);
    const planes = readByPattern(pattern, files(example, changed)).planes;
    const places = planes.map(({ well, site, channel, zIndex, timepoint }) =>
      [well, site, channel, zIndex, timepoint].join(),
    );
    expect([group, places.length, new Set(places).size]).toEqual([group, 2, 2]);
  }
});

test.each(NAMED_PATTERNS)(
  "names of 255 characters that nearly fit '$name' are matched within the budget",
  ({ pattern, example }) => {
    const parts = ["A", "1", "_", "-", "A01_", "--", "_A01_w1", "C02f"];
    const names = parts.flatMap((part) =>
      [4, 8, 12].map((kept) => `${`${example.slice(0, kept)}${part.repeat(250)}`.slice(0, 251)}.tif`),
    );
    expect(matchBounded()(new RegExp(pattern), Array.from({ length: 40 }, () => names).flat())).toHaveLength(960);
  },
);

test("suggestPattern() names the scheme that fits most images", () => {
  expect(suggestPattern(["a/Channel1-01-A-01.tif", "flat field.tif"])?.name).toBe("vitra");
  expect(suggestPattern(["B7_01_1_3_DAPI_001.tif"])?.name).toBe("cytation");
});

test("suggestPattern() suggests nothing that fits less than half of the names", () => {
  expect(suggestPattern(["Channel1-01-A-01.tif", "a.tif", "b.tif"])).toBeNull();
});
