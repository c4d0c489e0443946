import fc from "fast-check";
import { expect, test } from "vitest";
import { noise } from "../../test/random-planes.ts";
import { phaseCorrelation as transformByTransform } from "../../test/reference/phase-correlation.ts";
import { phaseCorrelation } from "./phase-correlation.ts";

test("the shift found by one transform of both planes is that found by a transform of each", () => {
  const sides = fc.integer({ min: 20, max: 140 });
  const shifts = fc.integer({ min: -6, max: 6 });
  fc.assert(
    fc.property(sides, sides, shifts, shifts, fc.nat(1e6), (height, width, dy, dx, seed) => {
      const data = noise("uint16", height * width, seed, 1000);
      const moved = { data: data.map((_, i) => data.at((i + dy * width + dx) % data.length) ?? 0), height, width };
      const fixed = { data, height, width };
      expect(phaseCorrelation(fixed, moved, 8, 1)).toEqual(transformByTransform(fixed, moved, 8, 1));
    }),
    { numRuns: 30 },
  );
});

test("planes of a pixel or a line have shifts within reach", () => {
  for (const [height, width] of [
    [1, 1],
    [1, 9],
    [2, 1],
    [70, 1],
  ] as const) {
    const plane = { data: noise("uint8", height * width, 3, 256), height, width };
    for (const { x, y } of phaseCorrelation(plane, plane, 3, 2))
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(4);
  }
});
