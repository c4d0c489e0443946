import { expect, test } from "vitest";
import { maskOf, planeOf, textOf } from "../../test/drawing.ts";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { prominentBasins } from "./prominent-basins.ts";
import { prominentPeaks } from "./prominent-peaks.ts";
import { watershed } from "./watershed.ts";

test("prominentBasins parts a ridge at its deep saddle only", () => {
  const ridge = planeOf([[1, 9, 4, 6, 5, 7, 1]], Uint8Array);
  expect(textOf(prominentBasins(ridge, { prominence: 3 }).labels)).toEqual(["1112222"]);
});

test("prominentBasins equals the watershed from prominentPeaks where all heights differ", () => {
  for (const { image, h } of readCases<{ image: StoredPlane; h: number }>("labels", "prominentPeaks")) {
    const landscape = restorePlane(image);
    const basins = prominentBasins(landscape, { prominence: h });
    const peaks = prominentPeaks(landscape, { prominence: h });
    const depths = { ...landscape, data: Float32Array.from(landscape.data, (value) => -value) };
    const flooded = watershed(depths, peaks.labels, { connectivity: 8 });
    expect(basins.count).toBe(peaks.count);
    const pairs = new Set(flooded.data.map((label, i) => label * 1000 + (basins.labels.data[i] ?? 0)));
    const agreeing = new Map<number, number>();
    flooded.data.forEach((label, i) => {
      if (peaks.labels.data[i] !== 0) agreeing.set(label, basins.labels.data[i] ?? 0);
    });
    const differing = flooded.data.filter((label, i) => agreeing.get(label) !== basins.labels.data[i]).length;
    expect(pairs.size).toBeGreaterThanOrEqual(peaks.count);
    expect(differing / flooded.data.length).toBeLessThan(0.02);
  }
});

test("prominentBasins labels nothing outside the mask", () => {
  const plane = planeOf([[5, 6, 0, 8]], Uint8Array);
  expect(textOf(prominentBasins(plane, { prominence: 1, mask: maskOf(["##.#"]) }).labels)).toEqual(["11.2"]);
});
