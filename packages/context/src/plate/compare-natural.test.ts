import fc from "fast-check";
import { expect, test } from "vitest";
import { compareNatural } from "./compare-natural.ts";

test("compareNatural() orders numbers by value: w2 before w10 (landmine 22)", () => {
  expect(["w10", "w2", "w1"].toSorted(compareNatural)).toEqual(["w1", "w2", "w10"]);
  expect(["s1_w10", "s10_w1", "s2_w1"].toSorted(compareNatural)).toEqual(["s1_w10", "s2_w1", "s10_w1"]);
  expect(["a9007199254740993", "a9007199254740992"].toSorted(compareNatural)[0]).toBe("a9007199254740992");
});

test("compareNatural() is a total order", () => {
  const text = fc.stringMatching(/^[a01 ]{0,6}$/);
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0);
      expect(compareNatural(a, b) === 0).toBe(a === b);
      if (compareNatural(a, b) <= 0 && compareNatural(b, c) <= 0) expect(compareNatural(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
