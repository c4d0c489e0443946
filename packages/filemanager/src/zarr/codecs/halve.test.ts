import { expect, test } from "vitest";
import { halve } from "./halve.ts";

test("halve() takes means of 2 × 2 blocks, rounded half up, narrower at an odd border", () => {
  const pixels = Uint16Array.of(1, 2, 10, 3, 4, 20, 5, 6, 65535);
  expect(halve({ pixels, height: 3, width: 3 }, "mean")).toEqual({
    pixels: Uint16Array.of(3, 15, 6, 65535),
    height: 2,
    width: 2,
  });
});

test("halve() does not round floats, and does not overflow uint32", () => {
  expect(halve({ pixels: Float32Array.of(1, 2, 2, 2), height: 2, width: 2 }, "mean").pixels).toEqual(
    Float32Array.of(1.75),
  );
  const pixels = new Uint32Array(4).fill(0xffffffff);
  expect(halve({ pixels, height: 2, width: 2 }, "mean").pixels).toEqual(Uint32Array.of(0xffffffff));
  expect(halve({ pixels: Int32Array.of(-3, -3, -3, -4), height: 2, width: 2 }, "mean").pixels).toEqual(
    Int32Array.of(-3),
  );
});

test("halve() never invents a label: the most frequent, the first of equals", () => {
  const pixels = Uint32Array.of(7, 0, 1, 2, 0, 9, 3, 4, 70000, 5, 0, 8, 5, 70000, 8, 0);
  expect(halve({ pixels, height: 4, width: 4 }, "mode").pixels).toEqual(Uint32Array.of(0, 1, 70000, 0));
});
