import { expect, test } from "vitest";
import { suppliedLink } from "./plate-map-link.ts";

test("a file that cannot be read is a problem in the words of who tried, once", () => {
  const missing = "Cannot read 'map.csv': nothing is stored there (ENOENT)";
  expect(suppliedLink("plate map", { missing }).problem).toMatchObject({ message: missing, got: null });
  expect(suppliedLink("map.csv", undefined).problem?.message).toBe(
    "Cannot read 'map.csv': expected a CSV file, got nothing",
  );
});
