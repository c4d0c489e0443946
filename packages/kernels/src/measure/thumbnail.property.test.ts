import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, planes } from "../../test/random-planes.ts";
import { sumBlocks } from "../../test/reference/blocks.ts";
import { blockSizes } from "../illumination/sum-blocks.ts";
import { thumbnail } from "./thumbnail.ts";

test.each(DTYPES)(
  "a thumbnail of %s has the means of blocks, and counts the samples that are the greatest",
  (dtype) => {
    fc.assert(
      fc.property(planes(dtype), fc.integer({ min: 1, max: 9 }), (plane, factor) => {
        const { data, maximal } = thumbnail(plane, factor);
        const sizes = blockSizes(factor, plane.height, plane.width);
        expectSamples(
          data,
          Float32Array.from(sumBlocks(plane, factor), (sum, i) => sum / (sizes[i] ?? 0)),
        );
        const samples = Array.from(plane.data).filter((one) => !Number.isNaN(one));
        const greatest = samples.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
        expect(maximal).toBe(samples.filter((one) => one === greatest).length);
      }),
    );
  },
);
