import { expect, test } from "vitest";
import { randomOf } from "../../test/nuclei-scene.ts";
import { backgroundLevel } from "./background-level.ts";

test("backgroundLevel finds level and noise though objects cover 60 % of the plane", () => {
  const random = randomOf(1);
  const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
  const data = Float32Array.from({ length: 20_000 }, (_, i) => (i % 5 < 3 ? 900 + 500 * random() : 100 + 4 * normal()));
  const { level, sigma } = backgroundLevel(data);
  expect(Math.abs(level - 100)).toBeLessThan(1);
  expect(Math.abs(sigma - 4)).toBeLessThan(0.8);
});

test("backgroundLevel of one value has no noise, and of nothing is 0", () => {
  expect(backgroundLevel(new Uint8Array(100).fill(9))).toEqual({ level: 9, sigma: 0 });
  expect(backgroundLevel(new Float32Array(0))).toEqual({ level: 0, sigma: 0 });
});
