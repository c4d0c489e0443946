import { expect, test } from "vitest";
import { transformed } from "../../test/reference/fourier.ts";
import { inArena } from "../wasm/arena.ts";
import { radicesOf, rootsOfUnity, smoothLength, storePlan } from "./fourier.ts";

const LENGTHS = [1, 2, 3, 4, 5, 6, 8, 9, 12, 15, 16, 25, 27, 30, 48, 64, 100, 125, 135, 360, 512, 1080];

test("rootsOfUnity() lie on the circle where sine and cosine say, to a few rounding errors", () => {
  for (const length of [...LENGTHS, 7, 11, 2160]) {
    const { cos, sin } = rootsOfUnity(length);
    for (let i = 0; i < length; i++) {
      expect(Math.abs(cos[i]! - Math.cos((2 * Math.PI * i) / length))).toBeLessThan(2e-15);
      expect(Math.abs(sin[i]! - Math.sin((2 * Math.PI * i) / length))).toBeLessThan(2e-15);
    }
  }
});

/** Rows of a + i · b as the kernel transforms them, padded to `width`. */
function transformRows(a: Float64Array, b: Float64Array, rows: number, width: number) {
  return inArena((kernels, arena) => {
    const [re, im] = [arena.allocate(8 * rows * width), arena.allocate(8 * rows * width)];
    const buffer = arena.allocate(8 * 16 * width);
    const FLOAT64 = 5;
    const length = a.length / rows;
    const plan = storePlan(arena, width);
    kernels.transformRows(FLOAT64, arena.upload(a), arena.upload(b), 2, 3, rows, length, re, im, width, plan, buffer);
    return { re: arena.view(re, a, rows * width).slice(), im: arena.view(im, a, rows * width).slice() };
  });
}

test.each(LENGTHS)("rows of %i samples become what the transform is defined as, together and alone", (width) => {
  const rows = 11;
  const a = Float64Array.from({ length: rows * width }, (_, i) => (i * 37) % 11);
  const b = Float64Array.from({ length: rows * width }, (_, i) => (i * i) % 13);
  const { re, im } = transformRows(a, b, rows, width);
  for (let y = 0; y < rows; y++) {
    const row = Array.from({ length: width }, (_, x) => ({ re: a[y * width + x]! - 2, im: b[y * width + x]! - 3 }));
    transformed(row, -1).forEach((expected, x) => {
      expect(Math.abs(re[y * width + x]! - expected.re)).toBeLessThan(1e-9);
      expect(Math.abs(im[y * width + x]! - expected.im)).toBeLessThan(1e-9);
    });
  }
  const last = transformRows(a.subarray(10 * width), b.subarray(10 * width), 1, width);
  expect(last.re).toEqual(re.subarray(10 * width));
});

test("rows are padded with zeros, not with the samples of the next", () => {
  const padded = transformRows(Float64Array.of(1, 2, 7, 8), Float64Array.of(5, 6, 7, 9), 2, 4);
  const zeros = transformRows(Float64Array.of(1, 2, 2, 2, 7, 8, 2, 2), Float64Array.of(5, 6, 3, 3, 7, 9, 3, 3), 2, 4);
  expect(padded).toEqual(zeros);
});

test("smoothLength() is the next one without a prime factor above 5", () => {
  expect([1, 7, 11, 64, 65, 121, 1080, 1081, 2160].map(smoothLength)).toEqual([
    1, 8, 12, 64, 72, 125, 1080, 1125, 2160,
  ]);
});

test("radicesOf() multiply to the length", () => {
  for (const length of LENGTHS) expect(radicesOf(length)?.reduce((a, b) => a * b, 1)).toBe(length);
  expect(radicesOf(14)).toBeNull();
});
