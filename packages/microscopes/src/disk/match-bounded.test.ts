import { expect, test } from "vitest";
import { thrownBy } from "../../test/expect-code.ts";
import { matchBounded } from "./open-plate.ts";

test("matchBounded() returns the named groups of each text, null where it does not match", () => {
  expect(matchBounded()(/^(?<a>\d)(?<b>x)?$/, ["1x", "2", "y"])).toEqual([{ a: "1", b: "x" }, { a: "2" }, null]);
});

test.each([/^(a+)+$/, /^.*.*.*.*.*.*.*.*.*.*b$/])("matchBounded() interrupts %s", (expression) => {
  const start = performance.now();
  thrownBy(() => matchBounded(100)(expression, [`${"a".repeat(200)}!`]), "PATTERN_TOO_SLOW");
  expect(performance.now() - start).toBeLessThan(5000);
});
