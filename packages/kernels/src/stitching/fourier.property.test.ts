import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { noise } from "../../test/random-planes.ts";
import { transform as lineByLine } from "../../test/reference/fourier.ts";
import { transform } from "./fourier.ts";

test("lines transformed together have the bits of lines transformed one by one", () => {
  const lengths = fc.constantFrom(1, 2, 4, 8, 64);
  fc.assert(
    fc.property(lengths, lengths, fc.nat(1e6), fc.boolean(), (height, width, seed, inverse) => {
      const planeOf = () => ({
        re: Float64Array.from(noise("float64", height * width, seed, 1000)),
        im: Float64Array.from(noise("float64", height * width, seed + 1, 1000)),
        height,
        width,
      });
      const [transformed, expected] = [transform(planeOf(), inverse), lineByLine(planeOf(), inverse)];
      expectSamples(transformed.re, expected.re);
      expectSamples(transformed.im, expected.im);
    }),
    { numRuns: 60 },
  );
});
