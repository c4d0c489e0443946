import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { thresholdOtsu } from "./global-thresholds.ts";

test("thresholdOtsu() marks what is brighter, as 0 and 1", async () => {
  const image = drawStack([
    [
      [10, 11, 10, 10],
      [10, 90, 95, 11],
    ],
  ]);
  const { image: mask } = await thresholdOtsu.run({ image }, { correction: 1, minContrast: 5 }, environment());
  expect(mask && pixelsOf(mask)[0]).toEqual([
    [0, 0, 0, 0],
    [0, 1, 1, 0],
  ]);
});

test("trap: an image that is all zero has no foreground under any threshold", async () => {
  const image = drawStack([Array.from({ length: 8 }, () => new Array<number>(8).fill(0))]);
  for (const minContrast of [0, 5]) {
    const found = await thresholdOtsu.run({ image }, { correction: 1, minContrast }, environment());
    expect(found.image?.data.some((value) => value > 0)).toBe(false);
  }
});

test("an empty well gives no foreground under Otsu's threshold (landmine 31)", async () => {
  const noise = Array.from({ length: 64 }, (_, y) =>
    Array.from({ length: 64 }, (_, x) => 100 + ((x * 7 + y * 13 + x * y) % 11)),
  );
  const { image } = await thresholdOtsu.run(
    { image: drawStack([noise]) },
    { correction: 1, minContrast: 5 },
    environment(),
  );
  expect(image?.data.some((value) => value > 0)).toBe(false);
  const unbounded = await thresholdOtsu.run(
    { image: drawStack([noise]) },
    { correction: 1, minContrast: 0 },
    environment(),
  );
  expect(unbounded.image?.data.some((value) => value > 0)).toBe(true);
});
