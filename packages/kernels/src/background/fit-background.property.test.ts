import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { longPlane, noise, planes } from "../../test/random-planes.ts";
import { fitBackground as blockByBlock } from "../../test/reference/fit-background.ts";
import type { Plane } from "../plane.ts";
import { fitBackground } from "./fit-background.ts";

function expectEqualSurfaces({ data, ...size }: Plane): void {
  const plane = { data: Float32Array.from(data, (sample) => sample / 1000), ...size };
  expectSamples(fitBackground(plane).data, blockByBlock(plane).data);
}

test("the surface through dark places has the bits of the reference, of small planes and of large ones", () => {
  fc.assert(fc.property(planes("float32", 200), expectEqualSurfaces), { numRuns: 40 });
  const sides = fc.integer({ min: 90, max: 300 });
  const large = fc.property(sides, sides, fc.nat(1e6), (height, width, seed) => {
    expectEqualSurfaces({ data: noise("uint16", height * width, seed, 500), height, width });
  });
  fc.assert(large, { numRuns: 20 });
});

test.each([true, false])("a surface longer than 65,535 px is fitted (wide: %s)", (isWide) => {
  expectEqualSurfaces(longPlane("uint16", 20, isWide));
});
