import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, noise } from "../../test/random-planes.ts";
import { assembleTiles as pixelByPixel } from "../../test/reference/assemble-tiles.ts";
import type { Plane } from "../plane.ts";
import { assembleTiles } from "./assemble-tiles.ts";

const place = fc.oneof(
  fc.nat(30),
  fc.double({ min: 0, max: 30, noNaN: true }),
  fc.constantFrom(2 ** -50, 3 - 2 ** -45),
);

test.each(DTYPES)("tiles of %s are laid, mixed and weighted as pixel by pixel", (dtype) => {
  const size = fc.integer({ min: 1, max: 19 });
  const positions = fc.array(fc.record({ x: place, y: place }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(size, size, positions, fc.integer(), (height, width, places, seed) => {
      const tiles = places.map(
        (_, i): Plane => ({ data: noise(dtype, height * width, seed + i, 1000), height, width }),
      );
      expectSamples(assembleTiles(tiles, places).data, pixelByPixel(tiles, places).data);
    }),
    { numRuns: 40 },
  );
});
