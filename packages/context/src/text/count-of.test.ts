import { expect, test } from "vitest";
import { countOf } from "./count-of.ts";

test("counts are in English, with commas between thousands", () => {
  const counts = [0, 1, 999, 1000, 55296, 1234567];
  expect(counts.map((count) => countOf(count, "well"))).toEqual(
    counts.map((count) => `${count.toLocaleString("en")} well${count === 1 ? "" : "s"}`),
  );
});
