import { expect, test } from "vitest";
import { interleave } from "./interleave.ts";

test("interleave() alternates the order of measurements, and drops the warm-up round", async () => {
  const calls: string[] = [];
  const measure = (name: string) => () => calls.push(name);
  const figures = await interleave(2, { a: measure("a"), b: measure("b"), c: async () => calls.push("c") });
  expect(calls.join("")).toBe("abccbaabc");
  expect(figures).toEqual({ a: [6, 7], b: [5, 8], c: [4, 9] });
});
