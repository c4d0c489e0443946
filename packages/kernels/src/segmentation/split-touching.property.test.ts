import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { emptied, noise, planes } from "../../test/random-planes.ts";
import { splitTouching as stepByStep } from "../../test/reference/split-touching.ts";
import { splitTouching } from "./split-touching.ts";

const WEIGHTS = { height: (height: number) => height, squareRoot: Math.sqrt };

test("foreground is parted as by the same steps on planes of their own, with and without background", () => {
  const fractions = fc.constantFrom(0, 0.05, 0.4);
  const weights = fc.constantFrom("height", "squareRoot");
  fc.assert(
    fc.property(planes("uint8", 60), fractions, weights, fc.constantFrom(0, 1), (plane, fraction, weight, sigma) => {
      const mask = { ...plane, data: emptied(plane, fraction).data.map((sample) => Math.min(1, sample)) as Uint8Array };
      const heights = { ...plane, data: noise("float32", plane.data.length, 3, 1000) };
      const expected = stepByStep(mask, heights, { weight: WEIGHTS[weight], prominence: 0.1, sigma });
      expectSamples(splitTouching(mask, heights, { weight, prominence: 0.1, sigma }).data, expected.data);
    }),
    { numRuns: 60 },
  );
});
