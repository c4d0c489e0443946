import { expect, test } from "vitest";
import { discs } from "../../test/discs.ts";
import { typicalRadius } from "../../test/nuclei-steps.ts";

const mask = (...shapes: readonly (readonly [x: number, y: number, radius: number])[]) => {
  const plane = discs(
    200,
    shapes.map(([x, y, radius]) => ({ x, y, radius })),
  );
  return { ...plane, data: Uint8Array.from(plane.data) };
};

test("typicalRadius() is that of most objects, of a clump that of its members", () => {
  expect(typicalRadius(mask([30, 30, 9], [80, 30, 10], [150, 40, 25], [30, 80, 10], [80, 80, 11]), 20)).toBeCloseTo(
    10,
    0,
  );
  const clump = [0, 1, 2, 3, 4, 5].map((i) => [20 + 17 * i, 150, 10] as const);
  expect(Math.abs(typicalRadius(mask(...clump), 20) - 10)).toBeLessThan(1.5);
});

test("typicalRadius() is not misled by specks, and is 0 where there is nothing", () => {
  const specks = Array.from({ length: 10 }, (_, i) => [8 + 9 * i, 190, 3] as const);
  expect(
    Math.abs(
      typicalRadius(mask([50, 50, 12], [100, 50, 12], [150, 50, 12], [50, 100, 12], [100, 100, 12], ...specks), 20) -
        12,
    ),
  ).toBeLessThan(1.5);
  expect(typicalRadius(mask([50, 50, 2]), 20)).toBe(0);
  expect(typicalRadius(mask(), 20)).toBe(0);
});

test("typicalRadius() of a mask without background is half the plane", () => {
  expect(typicalRadius({ data: new Uint8Array(60).fill(1), height: 6, width: 10 }, 20)).toBe(3);
});
