import { expect, test } from "vitest";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import { regionPixels } from "./region-pixels.ts";
import { zernikeFeatures } from "./zernike-features.ts";

test("zernikeFeatures equals centrosome's polynomials", () => {
  for (const [{ labels, regions }, expected] of featureCases("zernike"))
    expectFeatures(zernikeFeatures(regions, labels), expected, 1e-7);
});

test("zernikeFeatures of a disc are those of the constant alone, and turning changes none", () => {
  const size = 121;
  const drawn = (isInside: (x: number, y: number) => boolean) =>
    Uint32Array.from({ length: size * size }, (_, i) => Number(isInside((i % size) - 60, Math.floor(i / size) - 60)));
  const measured = (isInside: (x: number, y: number) => boolean) => {
    const labels = { data: drawn(isInside), height: size, width: size };
    return Object.entries(zernikeFeatures(regionPixels(labels), labels)).map(([, [value]]) => value!);
  };
  const disc = measured((x, y) => x * x + y * y <= 55 * 55);
  expect(disc[0]).toBeCloseTo(1, 1);
  expect(Math.max(...disc.slice(1))).toBeLessThan(0.02);
  const corner = (x: number, y: number) => x >= 0 && y >= 0 && x + 2 * y < 50;
  for (const [i, value] of measured(corner).entries())
    expect(measured((x, y) => corner(y, -x))[i]).toBeCloseTo(value, 9);
});
