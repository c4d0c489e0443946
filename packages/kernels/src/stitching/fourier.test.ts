import { expect, test } from "vitest";
import { powerOfTwo, rootsOfUnity, transform } from "./fourier.ts";

test("rootsOfUnity() lie on the circle where sine and cosine say, to a few rounding errors", () => {
  for (const length of [2, 4, 8, 128, 2048]) {
    const { cos, sin } = rootsOfUnity(length);
    for (let i = 0; i < length / 2; i++) {
      expect(Math.abs(cos[i]! - Math.cos((2 * Math.PI * i) / length))).toBeLessThan(4e-15);
      expect(Math.abs(sin[i]! - Math.sin((2 * Math.PI * i) / length))).toBeLessThan(4e-15);
    }
  }
});

test("transform() is the discrete Fourier transform as it is defined", () => {
  const [height, width] = [4, 8];
  const values = Float64Array.from({ length: height * width }, (_, i) => ((i * 37) % 11) - 5);
  const { re, im } = transform({ re: values.slice(), im: new Float64Array(values.length), height, width });
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      let [expectedRe, expectedIm] = [0, 0];
      for (let i = 0; i < values.length; i++) {
        const turn = -2 * Math.PI * ((u * (i % width)) / width + (v * Math.floor(i / width)) / height);
        expectedRe += values[i]! * Math.cos(turn);
        expectedIm += values[i]! * Math.sin(turn);
      }
      expect(re[v * width + u]).toBeCloseTo(expectedRe, 10);
      expect(im[v * width + u]).toBeCloseTo(expectedIm, 10);
    }
});

test("the inverse transform leads back, scaled by the number of samples", () => {
  const re = Float64Array.from({ length: 64 * 16 }, (_, i) => (i * i) % 101);
  const there = transform({ re: re.slice(), im: new Float64Array(re.length), height: 16, width: 64 });
  const back = transform(there, true);
  for (let i = 0; i < re.length; i++) expect(back.re[i]! / re.length).toBeCloseTo(re[i]!, 9);
});

test("powerOfTwo() is the next one", () => {
  expect([1, 2, 3, 64, 65].map(powerOfTwo)).toEqual([1, 2, 4, 64, 128]);
});
