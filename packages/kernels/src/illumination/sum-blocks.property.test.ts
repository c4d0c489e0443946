import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { longPlane, noise } from "../../test/random-planes.ts";
import { sumBlocks as summedByPixel } from "../../test/reference/blocks.ts";
import type { Plane } from "../plane.ts";
import { sumBlocks } from "./sum-blocks.ts";

function expectSums(plane: Plane, factor: number): void {
  expectSamples(sumBlocks(plane, factor).data, summedByPixel(plane, factor));
}

test.each([true, false])("blocks of planes longer than 65,535 px are added up (wide: %s)", (isWide) => {
  for (const factor of [2, 3, 1000]) expectSums(longPlane("uint16", 3, isWide), factor);
});

test("sums of the largest samples in blocks of 256 and 300 px are exact", () => {
  const plane = { data: new Uint16Array(600 * 600).fill(0xffff), height: 600, width: 600 };
  for (const factor of [256, 300]) expectSums(plane, factor);
  expectSums({ data: noise("uint8", 600 * 7, 3, 255), height: 7, width: 600 }, 256);
});
