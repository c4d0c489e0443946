import { expect, test } from "vitest";
import { discs } from "../../test/discs.ts";
import { roundnesses } from "../../test/nuclei-steps.ts";

/** Of the pixels of a plane of 100 × 100 that lie inside. */
function roundness(isInside: (x: number, y: number) => boolean): number {
  const data = Uint32Array.from({ length: 10_000 }, (_, i) => (isInside(i % 100, Math.floor(i / 100)) ? 1 : 0));
  return roundnesses({ data, height: 100, width: 100 })[1] ?? Number.NaN;
}

test("roundness() of ellipses is 1, however long and turned", () => {
  for (const [long, short] of [
    [20, 20],
    [40, 10],
  ] as const) {
    expect(roundness((x, y) => ((x + y - 100) / long) ** 2 + ((x - y) / short) ** 2 <= 2)).toBeCloseTo(1, 2);
  }
});

test("roundness() of half a disc is 0.95, of two discs that touch 0.89, of a pixel 0.95", () => {
  expect(roundness((x, y) => x >= 50 && Math.hypot(x - 50, y - 50) <= 30)).toBeCloseTo(0.945, 2);
  const { data } = discs(100, [
    { x: 30, y: 50, radius: 20 },
    { x: 70, y: 50, radius: 20 },
  ]);
  expect(roundness((x, y) => data[100 * y + x] === 1)).toBeCloseTo(0.894, 1);
  expect(roundness((x, y) => x === 7 && y === 0)).toBeCloseTo(3 / Math.PI, 9);
});
