import { expect, test } from "vitest";
import { planeOf } from "../../test/drawing.ts";
import { readFixture, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { type ImageQuality, imageQuality } from "./image-quality.ts";

interface Case {
  readonly image: StoredPlane;
  readonly scale: number;
  readonly expected: Readonly<Record<keyof ImageQuality, number>>;
}

test("imageQuality equals CellProfiler's definitions", () => {
  for (const { image, scale, expected } of readFixture<Case>("quality")) {
    const found = imageQuality(restorePlane(image), { scale });
    const near = Object.entries(expected).map(([name, value]) => {
      const got = found[name as keyof ImageQuality];
      return Math.abs(got - value) <= 1e-9 * Math.abs(value) ? [] : [`${name}: expected ${value}, got ${got}`];
    });
    expect(near.flat()).toEqual([]);
  }
});

test("imageQuality falls in focus and steepens in slope as an image is blurred", () => {
  const [sharp] = readFixture<Case>("quality").map(({ image }) => restorePlane(image));
  const measured = [0.5, 1, 2, 4].map((sigma) => imageQuality(gaussianBlur(sharp!, sigma)));
  const decreasing = (values: number[]) => values.every((value, i) => i === 0 || value < values[i - 1]!);
  expect(decreasing(measured.map(({ focusScore }) => focusScore))).toBe(true);
  expect(decreasing(measured.map(({ powerLogLogSlope }) => powerLogLogSlope))).toBe(true);
});

test("imageQuality of an image of one intensity has no slope, and all of it is extreme", () => {
  const { powerLogLogSlope, percentMaximal, percentMinimal } = imageQuality(
    planeOf(
      Array.from({ length: 64 }, () => Array.from({ length: 64 }, () => 7)),
      Uint8Array,
    ),
  );
  expect([powerLogLogSlope, percentMaximal, percentMinimal]).toEqual([Number.NaN, 100, 100]);
});
