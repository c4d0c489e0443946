import fc from "fast-check";
import { expect, test } from "vitest";
import { DTYPES, planes } from "../../test/random-planes.ts";
import { saturatedPixels } from "./saturated-pixels.ts";

test.each(DTYPES)("saturated samples of %s are those that reach the value, whatever it is", (dtype) => {
  const least = fc.constantFrom(Number.NEGATIVE_INFINITY, -1, 0, 0.5, 127.5, 255, 65_535, 65_536, Number.NaN);
  fc.assert(
    fc.property(planes(dtype), least, ({ data }, value) => {
      expect(saturatedPixels(data, value)).toBe(Array.from(data).filter((sample) => sample >= value).length);
    }),
  );
});
