import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, noise } from "../../test/random-planes.ts";
import { emptyLike, type PixelArray } from "../plane.ts";
import { mapPixels, type PixelStep } from "./map-pixels.ts";

/** What a step means, for one sample. */
function applied(value: number, [step, operand = 0]: PixelStep): number {
  const results = {
    add: value + operand,
    multiply: value * operand,
    divide: value / operand,
    subtractFrom: operand - value,
    atLeast: Math.max(value, operand),
    atMost: Math.min(value, operand),
    above: value > operand ? 1 : 0,
    round: Math.fround(value),
  };
  return results[step];
}

const operands = fc.double({ min: -50, max: 300, noNaN: true });
const names = fc.constantFrom("add", "multiply", "divide", "subtractFrom", "atLeast", "atMost", "above");
const steps = fc.array(fc.oneof(fc.tuple(names, operands), fc.constant(["round"] as const)), { maxLength: 6 });

test.each(DTYPES)("samples of %s go through any steps as one by one in double precision, bit by bit", (dtype) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1100 }), steps, fc.nat(1e6), (length, each, seed) => {
      const plane = { data: noise(dtype, length, seed, 300), height: 1, width: length };
      for (const like of [new Float32Array(0), new Float64Array(0)]) {
        const expected = emptyLike<PixelArray>(like, length);
        for (let i = 0; i < length; i++) expected[i] = each.reduce(applied, plane.data[i]!);
        expectSamples(mapPixels(plane, each, like).data, expected);
      }
    }),
    { numRuns: 25 },
  );
});

test.each(DTYPES)("whole numbers are stored as %s up to its limits", (dtype) => {
  const limits = {
    uint8: [0, 255],
    uint16: [0, 65_535],
    uint32: [0, 4_294_967_295],
    int32: [-2_147_483_648, 2_147_483_647],
  };
  const [least = -1e30, most = 1e30] = limits[dtype as keyof typeof limits] ?? [];
  const data = Float64Array.of(least, most, 7);
  const { data: mapped } = mapPixels({ data, height: 1, width: 3 }, [], noise(dtype, 1, 1, 9));
  expect([...mapped]).toEqual([
    ...emptyLike(mapped)
      .fill(0)
      .map((_, i) => data[i]!),
  ]);
});
