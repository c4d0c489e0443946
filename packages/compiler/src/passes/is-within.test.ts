import { expect, test } from "vitest";
import { isWithin } from "./is-within.ts";

test.each([
  ["/data/plate", "/data/plate", true],
  ["/data/plate/", "/data/plate", true],
  ["/data/plate/out", "/data/plate/", true],
  ["/data/plate_openhcs", "/data/plate", false],
  ["/data", "/data/plate", false],
  ["/data/plate", "/", true],
  ["C:\\data\\plate\\out", "C:/data/plate", true],
])("isWithin('%s', '%s') is %s", (inner, outer, expected) => {
  expect(isWithin(inner, outer)).toBe(expected);
});
