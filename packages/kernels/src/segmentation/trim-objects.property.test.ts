import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { trimObjects } from "../../test/nuclei-steps.ts";
import { DTYPES, labelPlanes, noise } from "../../test/random-planes.ts";
import { trimObjects as objectByObject } from "../../test/reference/trim-objects.ts";

test.each(DTYPES)("objects are trimmed to a fraction of their height in %s as the reference does", (dtype) => {
  fc.assert(
    fc.property(labelPlanes(), fc.nat(1e6), fc.constantFrom(3, 1000), (labels, seed, levels) => {
      const heights = { ...labels, data: noise(dtype, labels.data.length, seed, levels) };
      expectSamples(trimObjects(labels, heights, 0.5).data, objectByObject(labels, heights, 0.5).data);
    }),
    { numRuns: 60 },
  );
});

test("an object without a known height is dropped, and unknown pixels of others", () => {
  const labels = { data: Uint32Array.of(1, 1, 2, 2, 2, 2, 2, 2), height: 1, width: 8 };
  const data = Float32Array.of(Number.NaN, 4, Number.NaN, 7, 7, 7, 7, 7);
  const heights = { data, height: 1, width: 8 };
  expectSamples(trimObjects(labels, heights, 0.5).data, objectByObject(labels, heights, 0.5).data);
});
