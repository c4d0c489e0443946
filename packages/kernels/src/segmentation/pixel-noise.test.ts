import { expect, test } from "vitest";
import { nucleiScene, randomOf } from "../../test/nuclei-scene.ts";
import { pixelNoise } from "./pixel-noise.ts";

test("pixelNoise() is the noise of the background under shading and 60 nuclei", () => {
  const scene = nucleiScene({ seed: 2, nuclei: 60, vignetting: 0.3 });
  // Read noise 12 and the shot noise of a background of 85 to 100.
  expect(Math.abs(pixelNoise(scene) - Math.sqrt(144 + 93))).toBeLessThan(1.5);
});

test("pixelNoise() is not 0 where most pixels are", () => {
  const random = randomOf(3);
  const data = Uint16Array.from({ length: 128 * 128 }, () => (random() < 0.1 ? 1 : 0));
  expect(Math.abs(pixelNoise({ data, height: 128, width: 128 }) - 0.3)).toBeLessThan(0.05);
});

test("pixelNoise() is at least that of rounding to the plane's step, and 0 where there is one value", () => {
  const steps = {
    data: Uint16Array.from({ length: 64 * 64 }, (_, i) => (i % 64 < 32 ? 80 : 96)),
    height: 64,
    width: 64,
  };
  expect(pixelNoise(steps)).toBeCloseTo(16 / Math.sqrt(12), 6);
  expect(pixelNoise({ data: new Uint8Array(100).fill(7), height: 10, width: 10 })).toBe(0);
});
