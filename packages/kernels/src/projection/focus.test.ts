import { expect, test } from "vitest";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import type { Plane } from "../plane.ts";
import { bestFocus, extendedFocus } from "./focus.ts";

const SIZE = 96;

/** Discs on a dark ground: sharp left of the middle, or right of it. */
const sharp: Plane<Float32Array> = {
  data: Float32Array.from({ length: SIZE * SIZE }, (_, i) => {
    const [x, y] = [(i % SIZE) % 24, Math.floor(i / SIZE) % 24];
    return 100 + (Math.hypot(x - 12, y - 12) < 7 ? 900 : 0);
  }),
  height: SIZE,
  width: SIZE,
};
const soft = gaussianBlur(sharp, 4);

function joined(left: Plane<Float32Array>, right: Plane<Float32Array>): Plane<Float32Array> {
  return { ...left, data: left.data.map((value, i) => (i % SIZE < SIZE / 2 ? value : right.data[i]!)) };
}

function meanError({ data }: Plane<Float32Array>): number {
  return data.reduce((sum, value, i) => sum + Math.abs(value - sharp.data[i]!), 0) / data.length;
}

test("bestFocus finds the sharpest plane, whatever its brightness", () => {
  const dim = { ...sharp, data: sharp.data.map((value) => value / 2) };
  expect(bestFocus([soft, dim, gaussianBlur(sharp, 2)])).toBe(1);
  expect(bestFocus([sharp, sharp])).toBe(0);
  expect(() => bestFocus([])).toThrow(expect.objectContaining({ code: "PLANE_INVALID" }));
});

test("extendedFocus takes each part from the plane in which it is sharp", () => {
  const [left, right] = [joined(sharp, soft), joined(soft, sharp)];
  const { image: extended, heights } = extendedFocus([left, right]);
  const middle = (from: number) => heights.data.slice((SIZE / 2) * SIZE + from, (SIZE / 2) * SIZE + from + SIZE / 4);
  expect([new Set(middle(SIZE / 8)), new Set(middle((5 * SIZE) / 8))]).toEqual([new Set([0]), new Set([1])]);
  expect(meanError(extended)).toBeLessThan(0.1 * Math.min(meanError(left), meanError(right)));
});

test("extendedFocus of one plane, or of equal ones, is that plane in its own type", () => {
  const plane = { data: Uint16Array.from(sharp.data), height: SIZE, width: SIZE };
  const { image, heights } = extendedFocus([plane, plane]);
  expect(image).toEqual(plane);
  expect(new Set(heights.data)).toEqual(new Set([0]));
});
