import { expect, test } from "vitest";
import { discs } from "../../test/discs.ts";
import { roundness } from "./roundness.ts";

const pixelsOf = (isInside: (x: number, y: number) => boolean) =>
  Uint32Array.from(Array.from({ length: 10_000 }, (_, i) => i).filter((i) => isInside(i % 100, Math.floor(i / 100))));

test("roundness() of ellipses is 1, however long and turned", () => {
  for (const [long, short] of [
    [20, 20],
    [40, 10],
  ] as const) {
    const ellipse = pixelsOf((x, y) => ((x + y - 100) / long) ** 2 + ((x - y) / short) ** 2 <= 2);
    expect(roundness(ellipse, 100)).toBeCloseTo(1, 2);
  }
});

test("roundness() of half a disc is 0.95, of two discs that touch 0.89, of a pixel 0.95", () => {
  expect(
    roundness(
      pixelsOf((x, y) => x >= 50 && Math.hypot(x - 50, y - 50) <= 30),
      100,
    ),
  ).toBeCloseTo(0.945, 2);
  const { data } = discs(100, [
    { x: 30, y: 50, radius: 20 },
    { x: 70, y: 50, radius: 20 },
  ]);
  expect(
    roundness(
      pixelsOf((x, y) => data[100 * y + x] === 1),
      100,
    ),
  ).toBeCloseTo(0.894, 1);
  expect(roundness(Uint32Array.of(7), 100)).toBeCloseTo(3 / Math.PI, 9);
});
