import { countOf } from "@ohcs/context";
import { expect, test } from "vitest";
import { formatBytes, formatClock, formatDuration } from "./formats.ts";

test("formatBytes() keeps three digits at most", () => {
  expect([0, 999, 1000, 123_456, 999_600, 5.4e9].map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "123 kB",
    "1.0 MB",
    "5.4 GB",
  ]);
});

test("formatDuration() and formatClock() change the unit where a person would", () => {
  expect([0, 340, 4_200, 61_000, 7_267_000].map(formatDuration)).toEqual([
    "0 ms",
    "340 ms",
    "4.2 s",
    "1:01 min",
    "2:01:07 h",
  ]);
  expect([7_000, 185_000, 3_605_000].map(formatClock)).toEqual(["0:07", "3:05", "1:00:05"]);
});

test("countOf() puts the noun in its number", () => {
  expect([countOf(1, "well"), countOf(0, "well"), countOf(1536, "well")]).toEqual(["1 well", "0 wells", "1,536 wells"]);
});
