import { expect, test } from "vitest";
import { subtractBackground } from "./subtract-background.ts";

/** A slope of 0.5 per px with a bright disc of radius 6 on it. */
function slopeWithDisc() {
  const data = Float32Array.from({ length: 100 * 120 }, (_, i) => {
    const [x, y] = [i % 120, Math.floor(i / 120)];
    return 300 + 0.5 * x + ((x - 60) ** 2 + (y - 50) ** 2 <= 36 ? 1000 : 0);
  });
  return { data, height: 100, width: 120 };
}

test("subtractBackground removes a slope and keeps the height of what stands on it", () => {
  const { data } = subtractBackground(slopeWithDisc(), 25);
  expect(data[50 * 120 + 60]).toBeGreaterThan(985);
  expect(data[50 * 120 + 60]).toBeLessThan(1015);
  expect(Math.abs(data[20 * 120 + 60] ?? Number.NaN)).toBeLessThan(15);
});
