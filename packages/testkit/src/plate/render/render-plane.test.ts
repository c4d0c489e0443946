import { expect, test } from "vitest";
import { designPlate } from "../design/design-plate.ts";
import { planesOf } from "../design/planes-of.ts";
import type { PlateCoordinates, PlateDesign } from "../design/plate-design.ts";
import { tinyPlate } from "../design/tiny-plate.ts";
import { renderPlane } from "./render-plane.ts";

const first: PlateCoordinates = { well: "A01", site: 1, channel: 1, zIndex: 1, timepoint: 1 };
const noiseless = { gain: 0, readNoise: 0, vignetting: 0 };

test("renderPlane() gives the same bytes in any order, and others for every plane", () => {
  const design = tinyPlate({ sites: 2, channels: 2, z: 2, timepoints: 2 });
  const planes = [...planesOf(design)];
  const forwards = planes.map((plane) => renderPlane(design, plane).join());
  const backwards = planes
    .toReversed()
    .map((plane) => renderPlane(tinyPlate({ sites: 2, channels: 2, z: 2, timepoints: 2 }), plane).join());
  expect(forwards).toEqual(backwards.toReversed());
  expect(new Set(forwards).size).toBe(2 * 2 * 2 * 2 * 2);
});

test("renderPlane() paints the tile where the stage really was, to a fraction of a pixel", () => {
  const design = moved(designPlate({ wells: 1, grid: [1, 2], tile: [64, 64], overlap: 0.5, optics: noiseless }));
  const left = renderPlane(design, first);
  const right = renderPlane(design, { ...first, site: 2 });
  const shared = Array.from({ length: 34 }, (_, x) => [left[64 * 20 + x + 30], right[64 * 20 + x]]);
  expect(shared.every(([a, b]) => a === b)).toBe(true);
  expect(new Set(shared.map(([a]) => a)).size).toBeGreaterThan(5);
});

/** Puts the second tile 30 px to the right of the first. */
function moved(design: PlateDesign): PlateDesign {
  const wells = design.wells.map((well) => ({
    ...well,
    tiles: well.tiles.map((tile) => ({ ...tile, actual: { x: 0.25 + 30 * (tile.site - 1), y: 0.5 } })),
  }));
  return { ...design, wells };
}

test("renderPlane() puts the half height of a nucleus on its ellipse", () => {
  const optics = { ...noiseless, textureContrast: 0, background: 0, cameraOffset: 0, blur: 0.7 };
  const design = designPlate({
    wells: ["A01"],
    grid: [1, 1],
    tile: [128, 128],
    cells: 3,
    placements: { A01: "sparse" },
    zSteps: 1,
    optics,
  });
  const pixels = renderPlane(design, first);
  const cells = design.wells[0]?.cells ?? [];
  const area = cells.reduce((sum, { semiMajor, semiMinor }) => sum + Math.PI * semiMajor * semiMinor, 0);
  const bright = pixels.filter((value) => value > 400).length;
  expect(bright / area).toBeGreaterThan(0.9);
  expect(bright / area).toBeLessThan(1.1);
});

test("renderPlane() blurs and dims nuclei off their focus, so that the maximum over z is the sharp one", () => {
  const design = designPlate({
    wells: ["A01"],
    grid: [1, 1],
    tile: [128, 128],
    placements: { A01: "sparse" },
    zSteps: 5,
  });
  const brightest = [1, 2, 3, 4, 5].map((zIndex) => Math.max(...renderPlane(design, { ...first, zIndex })));
  const sharpest = brightest.indexOf(Math.max(...brightest));
  expect([1, 2, 3]).toContain(sharpest);
  expect(brightest[0]).toBeLessThan(0.8 * (brightest[sharpest] ?? 0));
});

test("renderPlane() of an empty well is offset plus background, with noise of the photons and nothing bright", () => {
  const design = designPlate({ wells: ["A01"], grid: [1, 1], placements: { A01: "empty" } });
  const pixels = Array.from(renderPlane(design, { ...first, zIndex: 2 })).toSorted((a, b) => a - b);
  const at = (p: number): number => pixels[Math.floor(p * (pixels.length - 1))] ?? 0;
  expect(at(0.5)).toBeGreaterThan(240);
  expect(at(0.5)).toBeLessThan(252);
  const sigma = 1.4826 * ((at(0.75) - at(0.25)) / 2);
  expect(sigma).toBeGreaterThan(10);
  expect(at(1) - at(0.5)).toBeLessThan(5 * sigma);
});

test("renderPlane() darkens the corners by the vignetting", () => {
  const optics = {
    ...noiseless,
    vignetting: 0.5,
    textureContrast: 0,
    vignettingCentre: { x: 0.5, y: 0.5 },
    cameraOffset: 0,
  };
  const design = designPlate({ wells: ["A01"], grid: [1, 1], tile: [101, 101], placements: { A01: "empty" }, optics });
  const pixels = renderPlane(design, first);
  expect(pixels[50 * 101 + 50]).toBe(100);
  expect(pixels[0]).toBe(Math.round(100 * (1 - 0.5 * (100 / 101) ** 2)));
});

test("renderPlane() refuses coordinates that the design does not have", () => {
  const design = tinyPlate();
  for (const wrong of [{ well: "A02" }, { site: 2 }, { channel: 0 }, { zIndex: 2 }, { timepoint: 1.5 }])
    expect(() => renderPlane(design, { ...first, ...wrong })).toThrow(
      expect.objectContaining({ code: "SYNTH_PLANE_UNKNOWN" }),
    );
});
