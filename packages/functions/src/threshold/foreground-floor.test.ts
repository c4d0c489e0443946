import { histogram } from "@ohcs/kernels";
import fc from "fast-check";
import { expect, test } from "vitest";
import { floorOfHistogram, foregroundFloor } from "./foreground-floor.ts";

test("the floor of counted samples is that of the samples", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(9), (data, sigmas) => {
      expect(floorOfHistogram(histogram(data), sigmas)).toBe(foregroundFloor(data, sigmas));
    }),
  );
});

test("samples of which there are none have no floor", () => {
  expect(floorOfHistogram(histogram(new Uint8Array(0)), 5)).toBeNaN();
});
