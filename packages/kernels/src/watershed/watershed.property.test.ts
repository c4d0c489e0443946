import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, noise, planes } from "../../test/random-planes.ts";
import { watershed as byPixels } from "../../test/reference/watershed.ts";
import type { Labels, Mask, Plane } from "../plane.ts";
import { watershed } from "./watershed.ts";

/** Markers on about one pixel of twenty, several a label. */
function markersOn({ data, height, width }: Plane, seed: number): Labels {
  const chances = noise("uint16", data.length, seed, 1000);
  const markers = Uint32Array.from(chances, (chance) => (chance < 3000 ? 1 + (chance % 7) : 0));
  return { data: markers, height, width };
}

function maskOn({ data, height, width }: Plane, seed: number): Mask {
  return {
    data: Uint8Array.from(noise("uint8", data.length, seed + 1, 256), (chance) => (chance < 200 ? 1 : 0)),
    height,
    width,
  };
}

test.each(DTYPES)("landscapes of %s are flooded as the reference does, ties included", (dtype) => {
  fc.assert(
    fc.property(
      planes(dtype),
      fc.nat(1e6),
      fc.constantFrom(4, 8),
      fc.boolean(),
      (plane, seed, connectivity, isBounded) => {
        const markers = markersOn(plane, seed);
        const options = isBounded ? { connectivity, mask: maskOn(plane, seed) } : { connectivity };
        expectSamples(watershed(plane, markers, options).data, byPixels(plane, markers, options).data);
      },
    ),
    { numRuns: 60 },
  );
});

test.each([true, false])("a plane longer than 65,535 px is flooded (wide: %s)", (isWide) => {
  const plane = longPlane("uint8", 3, isWide);
  const markers = markersOn(plane, 1);
  expectSamples(watershed(plane, markers).data, byPixels(plane, markers).data);
});
