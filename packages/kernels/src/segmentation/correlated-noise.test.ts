import { expect, test } from "vitest";
import { nucleiScene, randomOf } from "../../test/nuclei-scene.ts";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { noiseCorrelation } from "./correlated-noise.ts";
import { pixelNoise } from "./pixel-noise.ts";

const SIDE = 256;
/** What smoothing by 1 px leaves of the noise of pixels that know nothing of each other: 1 / (2 √π σ), the kernel being cut. */
const LEFT = 0.2821;

function correlationOf(smooth: Plane, expected: number): number {
  return inArena((_, arena) => noiseCorrelation(arena.upload(smooth.data), smooth, expected));
}

/** The correlation in a plane, and the standard deviation of its noise that follows, smoothed by 1 px. */
function found(data: Float32Array) {
  const plane = { data, height: SIDE, width: SIDE };
  const expected = LEFT * pixelNoise(plane);
  const correlation = correlationOf(gaussianBlur(plane, 1), expected);
  return { correlation, sigma: correlation * expected };
}

function noise(seed: number): Float32Array {
  const random = randomOf(seed);
  return Float32Array.from({ length: SIDE * SIDE }, () => random() + random() + random() + random());
}

test("noise of pixels that know nothing of each other is what it seems, also under nuclei and vignetting", () => {
  expect(found(noise(1)).correlation).toBe(1);
  for (const nuclei of [0, 30, 60]) {
    const scene = nucleiScene({ seed: 5, nuclei, vignetting: 0.3, size: SIDE });
    expect(found(Float32Array.from(scene.data)).correlation).toBe(1);
  }
});

test("noise whose neighbours are alike is found nearly as large as it is, never larger", () => {
  const { data } = gaussianBlur({ data: noise(2), height: SIDE, width: SIDE }, 0.9);
  // Blurred by √(0.9² + 1²) px in all; that of one pixel is √(4 / 12).
  const sigma = Math.sqrt(1 / 3) / (2 * Math.sqrt(Math.PI) * Math.hypot(0.9, 1));
  const { correlation, sigma: measured } = found(data);
  expect(correlation).toBeGreaterThan(1.5);
  expect(measured / sigma).toBeGreaterThan(0.6);
  expect(measured / sigma).toBeLessThan(1.05);
});

test("what is more than three times as much is texture, and a plane too small for blocks has none", () => {
  const data = noise(3).map((value, i) => 50 * Math.sin((i % SIDE) / 7) + 50 * Math.sin(i / SIDE / 7) + value);
  expect(found(data).correlation).toBe(3);
  expect(correlationOf({ data: new Float32Array(400), height: 20, width: 20 }, 1)).toBe(1);
});
