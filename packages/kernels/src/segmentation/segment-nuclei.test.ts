import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { BITS, EMPTY_KINDS, emptyScene } from "../../test/empty-scene.ts";
import { dimBesideBright, nucleiScene, together } from "../../test/nuclei-scene.ts";
import { scoreLabels } from "../../test/score-labels.ts";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import type { Plane } from "../plane.ts";
import { countNuclei } from "./count-nuclei.ts";
import { segmentNuclei } from "./segment-nuclei.ts";

const methods = [
  { method: "otsu" },
  { method: "minimumCrossEntropy" },
  { method: "otsu", log: true },
  { method: "minimumCrossEntropy", log: true },
] as const;

/** The plane enlarged or made smaller, each pixel as the nearest of the original. */
function scaled({ data, height, width }: Plane, scale: number): Plane {
  const [rows, columns] = [Math.round(height * scale), Math.round(width * scale)];
  const pixels = Float32Array.from({ length: rows * columns }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    return data[Math.floor(y / scale) * width + Math.floor(x / scale)]!;
  });
  return { data: pixels, height: rows, width: columns };
}

describe("segmentNuclei", () => {
  test.each(methods)(
    "finds nothing in an empty well, and 1, 3, 20 nuclei where there are those ($method, log $log; landmine 31)",
    (threshold) => {
      const empty = segmentNuclei(nucleiScene({ seed: 11, nuclei: 0 }), { threshold });
      expect(empty).toMatchObject({ count: 0, noForeground: true });
      for (const nuclei of [1, 3, 20]) {
        const { count, noForeground } = segmentNuclei(nucleiScene({ seed: nuclei, nuclei, touching: 0 }), {
          threshold,
        });
        expect({ count, noForeground }).toEqual({ count: nuclei, noForeground: false });
      }
    },
  );

  test("finds nothing in noise under vignetting, whatever the background", () => {
    for (const background of [0, 100, 800, 20_000]) {
      for (const seed of [1, 2, 3]) {
        expect(countNuclei(nucleiScene({ seed, nuclei: 0, vignetting: 0.5, background }))).toBe(0);
      }
    }
  });

  test.each(EMPTY_KINDS)("finds nothing in empty fields of cameras of 8, 12 and 16 bits: %s", (kind) => {
    const fields = BITS.flatMap((bits) => [1, 2, 3].map((seed) => ({ bits, seed })));
    expect(fields.filter(({ bits, seed }) => countNuclei(emptyScene(kind, seed, bits)) > 0)).toEqual([]);
  });

  test("finds nothing in planes of one value", () => {
    for (const value of [0, 1, 65535]) {
      const plane = { data: new Uint16Array(64 * 64).fill(value), height: 64, width: 64 };
      expect(segmentNuclei(plane)).toMatchObject({ count: 0, noForeground: true });
    }
  });

  test("finds dim nuclei under vignetting", () => {
    const scene = nucleiScene({ seed: 5, nuclei: 3, amplitude: 300, vignetting: 0.5, background: 800 });
    expect(scoreLabels(segmentNuclei(scene).labels, scene.truth)).toEqual({ f1: 1, found: 3, expected: 3 });
  });

  test("finds dim nuclei beside bright ones where they stand alone, as far as a given bound lets them", () => {
    const { bright, dim } = dimBesideBright(1);
    const both = together(bright, dim);
    // Labels of bright ones are at most 20.
    const truth = { ...bright.truth, data: bright.truth.data.map((label, i) => label || 21 * dim.truth.data[i]!) };
    const { labels, count, threshold } = segmentNuclei(both);
    expect(count).toBe(26);
    // Each of the 26 is one of 32 that there are.
    expect(scoreLabels(labels, truth).f1).toBeCloseTo((2 * 26) / (26 + 32), 9);
    expect(countNuclei(both, { threshold: { min: threshold.threshold } })).toBe(20);
  });

  test("takes no patches of haze for dim nuclei", () => {
    for (const seed of [1, 2, 3]) {
      const { bright, dim } = dimBesideBright(seed, 200);
      const light = { ...dim, data: Float32Array.from(dim.data) };
      expect(countNuclei(together(bright, gaussianBlur(light, 7)))).toBe(20);
    }
  });

  test("reaches F1 ≥ 0.99 at IoU 0.5 over fields of touching nuclei", () => {
    const scenes = [1, 2, 3, 4, 5].map((seed) => nucleiScene({ seed, nuclei: 30 * seed, vignetting: 0.1 * seed }));
    const scores = scenes.map((scene) => ({ ...scoreLabels(segmentNuclei(scene).labels, scene.truth) }));
    const weights = scores.reduce((sum, { found, expected }) => sum + found + expected, 0);
    const matched = scores.reduce((sum, { f1, found, expected }) => sum + f1 * (found + expected), 0);
    expect(matched / weights).toBeGreaterThanOrEqual(0.99);
  });

  test("draws known edges, which lie at 0.45 of the height: areas within 5 % of the truth", () => {
    const scene = nucleiScene({ seed: 8, nuclei: 25 });
    const area = (data: Uint32Array) => data.filter((label) => label !== 0).length;
    const { labels } = segmentNuclei(scene, { border: 0.45 });
    expect(Math.abs(area(labels.data) / area(scene.truth.data) - 1)).toBeLessThan(0.05);
  });

  test("does not depend on the camera's offset", () => {
    const scene = nucleiScene({ seed: 9, nuclei: 40 });
    const raised = { ...scene, data: Float32Array.from(scene.data, (value) => value + 4096) };
    expect(segmentNuclei(raised).count).toBe(segmentNuclei(scene).count);
  });

  test("numbers nuclei densely in raster order, is repeatable, and leaves its input alone", () => {
    const scene = nucleiScene({ seed: 10, nuclei: 40 });
    const before = scene.data.slice();
    const { labels, count } = segmentNuclei(scene);
    const order = [...new Set(labels.data)].filter((label) => label !== 0);
    expect(order).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(segmentNuclei(scene).labels).toEqual(labels);
    expect(scene.data).toEqual(before);
  });

  test("labels generated images with the bytes that it had for them before it was made quicker, with the border of then", () => {
    const scenes = [
      nucleiScene({ seed: 21, nuclei: 40, vignetting: 0.3 }),
      nucleiScene({ seed: 22, nuclei: 150, touching: 0.8 }),
      nucleiScene({ seed: 23, nuclei: 12, amplitude: 300, size: 301 }),
      scaled(nucleiScene({ seed: 24, nuclei: 25, size: 250 }), 2.5),
    ];
    const digests = scenes.map((scene) => {
      const { labels, threshold } = segmentNuclei(scene, { border: 0.39 });
      return createHash("sha256").update(labels.data).update(JSON.stringify(threshold)).digest("hex").slice(0, 16);
    });
    expect(digests).toEqual(["463c3f294b8a4fda", "01a2dddd0c7aea16", "e2b9b8391dbf6ba6", "dac0195f856946ed"]);
  });

  test("drops objects outside the bounds of area", () => {
    const scene = nucleiScene({ seed: 3, nuclei: 3 });
    expect(segmentNuclei(scene, { minArea: 1000 }).count).toBe(0);
    expect(segmentNuclei(scene, { maxArea: 100 }).count).toBe(0);
  });

  test("finds nuclei of a third to three times the usual size, with the diameter given or measured", () => {
    for (const scale of [1 / 3, 3]) {
      const scene = scaled(nucleiScene({ seed: 4, nuclei: 20, size: 300, touching: 0 }), scale);
      expect([countNuclei(scene), countNuclei(scene, { diameter: 20 * scale })]).toEqual([20, 20]);
    }
  });

  test("keeps to a threshold fixed by min = max", () => {
    const { threshold } = segmentNuclei(nucleiScene({ seed: 3, nuclei: 3 }), {
      threshold: { min: 900, max: 900 },
    });
    expect(threshold.threshold).toBe(900);
  });

  test("refuses options out of range", () => {
    const scene = nucleiScene({ seed: 1, nuclei: 0, size: 32 });
    for (const options of [
      { border: 1 },
      { diameter: 0 },
      { splitProminence: 0 },
      { threshold: { minContrast: -1 } },
    ]) {
      expect(() => segmentNuclei(scene, options)).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
    }
  });
});
