import type { DefinedFunction, Json } from "@ohcs/context";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { largestDifference, readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { stackOf } from "../stack/planes.ts";
import { clip, imageMath, invert, pixelwise, rescaleIntensity, threshold } from "./pixelwise.ts";

interface Case {
  readonly name: string;
  readonly image: StoredPlane;
  readonly with: Readonly<Record<string, Json>>;
  readonly expected: StoredPlane;
}

const FAMILY = { clip, imageMath, invert, rescaleIntensity, threshold };
const NAMES = Object.keys(FAMILY) as (keyof typeof FAMILY)[];
const CASES = NAMES.flatMap((use) => readCases<Case>("pixelwise", use).map((each) => ({ ...each, use })));
const like = drawStack([[[0]]], { keys: [{ channel: "1" }] });

async function applied(use: keyof typeof FAMILY | "pixelwise", parameters: object, image = like) {
  const { run } = { ...FAMILY, pixelwise }[use] as unknown as DefinedFunction;
  const { image: made } = await run({ image }, parameters as never, environment());
  return made ?? image;
}

test("every function of the family has a case", () => {
  expect(new Set(CASES.map(({ use }) => use))).toEqual(new Set(NAMES));
});

test.each(CASES)("$use gives what NumPy and scikit-image give: $name", async ({ use, image, expected, ...each }) => {
  const { data, dtype } = await applied(use, each.with, stackOf([restorePlane(image)], like));
  const { data: values } = restorePlane(expected);
  const scale = Math.max(...values.map(Math.abs));
  expect(dtype).toBe(expected.dtype);
  expect(largestDifference(data, values)).toBeLessThanOrEqual(dtype === "uint8" ? 0 : 1e-6 * scale);
});

const numbers = fc.integer({ min: -500, max: 3000 });
const calls = fc.oneof(
  fc.record({
    use: fc.constant("clip"),
    with: fc.record({ low: fc.integer({ max: 300 }), high: fc.integer({ min: 300 }) }),
  }),
  fc.record({
    use: fc.constant("imageMath"),
    with: fc.record({ multiply: fc.double({ min: -3, max: 3, noNaN: true }), add: numbers }),
  }),
  fc.record({ use: fc.constant("invert"), with: fc.record({ maximum: numbers }) }),
  fc.record({
    use: fc.constant("rescaleIntensity"),
    with: fc.record({
      inLow: fc.integer({ min: -9, max: 90 }),
      inHigh: fc.integer({ min: 91 }),
      outLow: numbers,
      outHigh: numbers,
    }),
  }),
  fc.record({ use: fc.constant("threshold"), with: fc.record({ value: numbers }) }),
);

test("any chain of them in one pass has the bytes of one call after another", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(calls, { minLength: 1, maxLength: 5 }), fc.nat(1e6), async (chain, seed) => {
      const data = Float32Array.from({ length: 1300 }, (_, i) => (Math.imul(i + seed, 2654435761) >>> 8) / 5000);
      const start = stackOf([{ data, height: 13, width: 100 }], like);
      let image = start;
      for (const call of chain) {
        const { data: samples, ...stack } = await applied(call.use as "clip", call.with, image);
        // As the engine hands it on: float32.
        image = { ...stack, data: call === chain.at(-1) ? samples : Float32Array.from(samples) } as typeof image;
      }
      const fused = await applied("pixelwise", { calls: chain }, start);
      expect(fused.dtype).toBe(image.dtype);
      expect(Buffer.from(fused.data.buffer).equals(Buffer.from(image.data.buffer))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("impossible ranges and unknown functions are refused", async () => {
  const invalid = { code: "PARAMETER_INVALID" };
  await expect(applied("clip", { low: 2, high: 1 })).rejects.toMatchObject(invalid);
  await expect(applied("rescaleIntensity", { inLow: 2, inHigh: 2, outLow: 0, outHigh: 1 })).rejects.toMatchObject(
    invalid,
  );
  await expect(applied("pixelwise", { calls: [{ use: "median", with: {} }] })).rejects.toMatchObject(invalid);
  expect(pixelwise.declaration.fusesInto).toEqual({ export: "pixelwise", version: "1.0.0" });
});
