import { expect, test } from "vitest";
import { medianOf } from "./median.webgpu.ts";

/** The code is JavaScript, too, but for `f32` and the words that declare. */
function run(values: readonly number[]): number {
  const code = medianOf(values.map(String), "median").replaceAll("var ", "let ");
  return new Function("min", "max", `${code}\nreturn median;`)(Math.min, Math.max);
}

test.each([1, 3, 9, 25])(
  "the network of %i values finds their median (up to 9: in every arrangement of ones and zeros)",
  (count) => {
    // Whatever finds the median of zeros and ones finds that of any values (the 0-1 principle).
    const half = (count - 1) / 2;
    for (let i = 0; i < 2 ** Math.min(count, 9); i++) {
      const values = Array.from({ length: count }, (_, k) => (Math.imul(i + 1, k * 7919 + (i >> 3)) >> (k % 11)) & 1);
      const exhaustive = count <= 9 ? values.map((_, k) => (i >> k) & 1) : values;
      expect(run(exhaustive)).toBe(exhaustive.toSorted((a, b) => a - b)[half]);
    }
  },
);
