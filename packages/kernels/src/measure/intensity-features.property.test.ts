import fc from "fast-check";
import { expect, test } from "vitest";
import { DTYPES, labelPlanes, noise } from "../../test/random-planes.ts";
import { percentileOfSorted } from "../intensity/percentile.ts";
import type { Labels, PixelArray } from "../plane.ts";
import { intensityFeatures } from "./intensity-features.ts";
import { regionPixels } from "./region-pixels.ts";

test.each(DTYPES)(
  "ranks, edges and brightest pixels of %s are those of sorted samples and of labels beside each other",
  (dtype) => {
    const levels = fc.constantFrom(2, 5, 1000, Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(labelPlanes(), fc.integer(), levels, (labels, seed, levels) => {
        const data = noise(dtype, labels.data.length, seed, levels);
        const regions = regionPixels(labels);
        const found = intensityFeatures(regions, labels, { ...labels, data });
        for (const [i, { pixels }] of regions.entries()) {
          const expected = expectedOf(pixels, labels, data);
          const got = Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]![i]]));
          expect(got).toEqual(expected);
        }
      }),
    );
  },
);

function expectedOf(pixels: Uint32Array, labels: Labels, data: PixelArray): Record<string, number> {
  const values = Float64Array.from(pixels, (pixel) => data[pixel]!);
  const edge = [...pixels].filter((pixel) => isEdge(pixel, labels)).map((pixel) => data[pixel]!);
  const sorted = values.toSorted();
  const median = percentileOfSorted(sorted, 50);
  const brightest = pixels[values.indexOf(sorted.at(-1)!)]!;
  const sum = edge.reduce((total, value) => total + value, 0);
  const hasEdge = edge.length > 0;
  return {
    Intensity_LowerQuartileIntensity: percentileOfSorted(sorted, 25),
    Intensity_MedianIntensity: median,
    Intensity_UpperQuartileIntensity: percentileOfSorted(sorted, 75),
    Intensity_MinIntensity: sorted[0]!,
    Intensity_MaxIntensity: sorted.at(-1)!,
    Intensity_IntegratedIntensityEdge: hasEdge ? sum : Number.NaN,
    Intensity_MinIntensityEdge: hasEdge ? Math.min(...edge) : Number.NaN,
    Intensity_MaxIntensityEdge: hasEdge ? Math.max(...edge) : Number.NaN,
    Location_MaxIntensity_X: brightest % labels.width,
    Location_MaxIntensity_Y: Math.floor(brightest / labels.width),
  };
}

function isEdge(pixel: number, { data, height, width }: Labels): boolean {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const around = [
    x > 0 && pixel - 1,
    x < width - 1 && pixel + 1,
    y > 0 && pixel - width,
    y < height - 1 && pixel + width,
  ];
  return around.some((place) => place !== false && data[place] !== data[pixel]);
}
