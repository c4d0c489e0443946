import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { longPlane, noise } from "../../test/random-planes.ts";
import { equalizeAdaptively as overAllLevels } from "../../test/reference/equalize-adaptively.ts";
import type { Plane } from "../plane.ts";
import { equalizeAdaptively } from "./equalize-adaptively.ts";

function expectEqualized(plane: Plane, tiles: number, clipLimit: number): void {
  const { data } = equalizeAdaptively(plane as Plane<Uint16Array>, { tiles, clipLimit });
  expectSamples(Uint16Array.from(data), overAllLevels(plane, { tiles, clipLimit }));
}

test.each(["uint8", "uint16"] as const)("%s equalized over the values that occur are those over all", (dtype) => {
  const lengths = fc.integer({ min: 1, max: 40 });
  const limits = fc.constantFrom(0, 0.01, 2, 40, 3000);
  const ranges = fc.constantFrom([0, 1], [0.1, 0.01], [0.6, 0.2], [0.9, 0]);
  fc.assert(
    fc.property(lengths, lengths, fc.integer(), limits, ranges, (height, width, seed, limit, [from = 0, span = 1]) => {
      const most = dtype === "uint8" ? 255 : 65_535;
      const data = noise(dtype, height * width, seed, 50).map((value) => Math.floor(from * most + span * value));
      expectEqualized({ data, height, width } as Plane, 1 + (Math.abs(seed) % 4), limit);
    }),
    { numRuns: 30 },
  );
});

test.each([true, false])("planes longer than 65,535 px are equalized (wide: %s)", (isWide) => {
  expectEqualized(longPlane("uint8", 3, isWide), 2, 2);
});
