import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, noise } from "../../test/random-planes.ts";
import { bilinearEnlarge as enlargedByPixel, sumBlocks as summedByPixel } from "../../test/reference/blocks.ts";
import { sumBlocks } from "../illumination/sum-blocks.ts";
import { bilinearEnlarge, combineEnlarged } from "./combine-enlarged.ts";

const sizes = fc.tuple(
  fc.integer({ min: 1, max: 70 }),
  fc.integer({ min: 1, max: 70 }),
  fc.integer({ min: 1, max: 9 }),
);

test.each(DTYPES)("blocks of %s are summed, enlarged and combined as they are pixel by pixel, bit by bit", (dtype) => {
  fc.assert(
    fc.property(sizes, fc.nat(1e6), ([height, width, side], seed) => {
      const plane = { data: noise(dtype, height * width, seed, 1000), height, width };
      const sums = sumBlocks(plane, side);
      expectSamples(sums.data, summedByPixel(plane, side));
      const blocks = { ...sums, data: Float32Array.from(sums.data) };
      const enlarged = enlargedByPixel(blocks, side, height, width);
      expectSamples(bilinearEnlarge(blocks, side, height, width).data, enlarged);
      const samples = [...plane.data];
      const minus = Float32Array.from(samples, (value, i) => value - enlarged[i]!);
      expectSamples(combineEnlarged(plane, "minus", blocks, side).data, minus);
      const divided = Float32Array.from(samples, (value, i) => value / enlarged[i]!);
      expectSamples(combineEnlarged(plane, "divided", blocks, side).data, divided);
    }),
    { numRuns: 20 },
  );
});
