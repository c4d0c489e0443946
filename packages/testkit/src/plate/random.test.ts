import { expect, test } from "vitest";
import { createRandom, hashSeed } from "./random.ts";

test("createRandom() repeats its stream for equal parts, and has another for every other", () => {
  const first = (parts: readonly (string | number)[]): number => createRandom(parts).uint32();
  expect(first([1, "cells", "A01"])).toBe(first([1, "cells", "A01"]));
  const streams = [[1], [2], ["1"], [1, 2], [12], [1, "cells", "A01"], [1, "cells", "A10"], [1, "stain", "A01"]];
  expect(new Set(streams.map(first)).size).toBe(streams.length);
  expect(new Set(streams.map(hashSeed)).size).toBe(streams.length);
});

test("createRandom() gives these numbers on every machine", () => {
  const random = createRandom([1, "A01"]);
  expect([random.uint32(), random.uint32(), random.uint32()]).toMatchInlineSnapshot(`
    [
      112121148,
      3658580229,
      2887484726,
    ]
  `);
});

test("normal() has mean 0 and standard deviation 1", () => {
  const random = createRandom(["normal"]);
  const values = Array.from({ length: 20_000 }, () => random.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(variance).toBeCloseTo(1, 1);
});

test("shuffle() permutes a copy", () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  const shuffled = createRandom([3]).shuffle(items);
  expect(shuffled).not.toEqual(items);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
});
