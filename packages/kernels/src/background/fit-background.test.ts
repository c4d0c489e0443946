import { expect, test } from "vitest";
import { fitBackground } from "./fit-background.ts";

test("fitBackground follows offset, slope and vignetting beneath bright objects", () => {
  const size = 160;
  const surface = (x: number, y: number) => 500 + 0.4 * x - 0.2 * y - 0.004 * ((x - 80) ** 2 + (y - 70) ** 2);
  const data = Float32Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [i % size, Math.floor(i / size)];
    return surface(x, y) + (x % 40 < 20 && y % 40 < 20 ? 900 : 0);
  });
  const fitted = fitBackground({ data, height: size, width: size });
  const errors = fitted.data.map((value, i) => Math.abs(value - surface(i % size, Math.floor(i / size))));
  expect(Math.max(...errors)).toBeLessThan(2);
});

test("fitBackground of a plane too small to fit is its minimum", () => {
  const plane = { data: Float32Array.of(7, 9, 8, 12), height: 2, width: 2 };
  expect([...fitBackground(plane).data]).toEqual([7, 7, 7, 7]);
});
