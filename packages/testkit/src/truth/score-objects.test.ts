import { expect, test } from "vitest";
import { designPlate } from "../plate/design/design-plate.ts";
import type { PlateDesign, WellDesign } from "../plate/design/plate-design.ts";
import { renderPlane } from "../plate/render/render-plane.ts";
import type { CellTruth, WellTruth } from "./plate-truth.ts";
import { type LabelMosaic, rasteriseTruth } from "./rasterise-truth.ts";
import { scoreObjects } from "./score-objects.ts";
import { truthOf } from "./truth-of.ts";

const canvas = { width: 12, height: 6, origin: { x: 0, y: 0 } };

/** A well whose one tile fills the canvas, with cells of radius 2. */
function wellWith(...cells: readonly Partial<CellTruth>[]): WellTruth {
  const tile = { site: 1, row: 0, column: 0, nominal: { x: 0, y: 0 }, actual: { x: 0, y: 0 }, count: cells.length };
  const common = { semiMajor: 2, semiMinor: 2, angle: 0, cytoplasmWidth: 0, focus: 1, intensity: [] };
  const seen = { visibleFraction: 1, touchesEdge: false, counted: true };
  return {
    well: "A01",
    placement: "spaced",
    role: "sample",
    dose: 0,
    count: cells.length,
    tile: { width: canvas.width, height: canvas.height },
    tiles: [tile],
    cells: cells.map((cell, i) => ({ id: i + 1, x: 0, y: 0, ...common, ...seen, ...cell })),
  };
}

function drawn(...rows: readonly string[]): LabelMosaic {
  const data = rows.flatMap((row) => Array.from(row, (character) => (character === "." ? 0 : Number(character))));
  return { ...canvas, data };
}

test("rasteriseTruth() fills ellipses, halves overlaps at equal distance and clips at the imaged area", () => {
  const well = wellWith({ x: 2, y: 2 }, { x: 5, y: 2 }, { x: 11, y: 4, touchesEdge: true });
  const narrow = { ...well, tile: { width: 11, height: 6 } };
  expect(rows(rasteriseTruth(narrow, canvas))).toEqual([
    "..1..2......",
    ".111222.....",
    "11112222....",
    ".111222...3.",
    "..1..2...33.",
    "..........3.",
  ]);
});

test("scoreObjects() gives a perfect score to the truth itself, for any label values", () => {
  const well = wellWith({ x: 2, y: 2 }, { x: 8, y: 3 });
  const truth = rasteriseTruth(well, canvas);
  const labels = { ...canvas, data: Array.from(truth.data, (id) => (id === 0 ? 0 : 10 - id)) };
  expect(scoreObjects(well, labels)).toMatchObject({ truth: 2, found: 2, matched: 2, missed: 0, f1: 1, countError: 0 });
});

test("scoreObjects() distinguishes missed, duplicate and spurious objects", () => {
  const well = wellWith({ x: 2, y: 2 }, { x: 8, y: 3 });
  const labels = drawn("..1.........", ".111........", "11112.......", ".122........", "..2.........", "...........3");
  expect(scoreObjects(well, labels)).toMatchObject({
    matched: 1,
    missed: 1,
    duplicates: 1,
    spurious: 1,
    found: 3,
    countError: 0.5,
  });
  expect(scoreObjects(well, labels, { iou: 0.9 })).toMatchObject({ matched: 0, missed: 2 });
});

test("scoreObjects() ignores objects on cells that do not count", () => {
  const well = wellWith({ x: 2, y: 2, counted: false });
  const labels = rasteriseTruth(well, canvas);
  expect(scoreObjects(well, labels)).toMatchObject({ truth: 0, found: 0, ignored: 1, f1: 1, countError: 0 });
});

test("scoreObjects() follows the origin of the mosaic", () => {
  const well = wellWith({ x: 5, y: 3 });
  const shifted = rasteriseTruth(well, { ...canvas, origin: { x: 3, y: 1 } });
  expect(scoreObjects(well, shifted).f1).toBe(1);
  expect(scoreObjects(well, { ...shifted, origin: { x: 0, y: 0 } }).f1).toBe(0);
});

test("the truth agrees with the rendered pixels: a plain threshold on a spaced well scores F1 above 0.97", () => {
  const design = designPlate({ wells: 1, grid: [2, 2], tile: [256, 256], seed: 11 });
  const [well] = design.wells;
  const [truth] = truthOf(design).wells;
  if (well === undefined || truth === undefined) throw new Error("the design has no well");
  const score = scoreObjects(truth, labelled(brightMosaic(design, well)));
  expect(score.truth).toBeGreaterThan(15);
  expect(score).toMatchObject({ duplicates: 0 });
  expect(score.f1).toBeGreaterThan(0.97);
});

/** Where the maximum over z of channel 1 exceeds half the usual nucleus, tiles put at their actual places, rounded. */
function brightMosaic(design: PlateDesign, { well, tiles }: WellDesign): LabelMosaic {
  const [width, height, margin] = [520, 520, 10];
  const data = new Uint32Array(width * height);
  const size = design.tile.width;
  for (const { site, actual } of tiles)
    for (const zIndex of [1, 2, 3]) {
      const pixels = renderPlane(design, { well, site, channel: 1, zIndex, timepoint: 1 });
      const [left, top] = [Math.round(actual.x) + margin, Math.round(actual.y) + margin];
      pixels.forEach((value, i) => {
        if (value > 700) data[(top + Math.floor(i / size)) * width + left + (i % size)] = 1;
      });
    }
  return { width, height, data, origin: { x: -margin, y: -margin } };
}

/** Numbers the 4-connected components of at least 20 px; smaller ones vanish. */
function labelled(mosaic: LabelMosaic): LabelMosaic {
  const data = Uint32Array.from(mosaic.data, (value) => (value === 0 ? 0 : 0xffff));
  let label = 0;
  data.forEach((value, start) => {
    if (value !== 0xffff) return;
    label++;
    const members = [start];
    data[start] = label;
    for (let next = 0; next < members.length; next++)
      for (const step of [-1, 1, -mosaic.width, mosaic.width]) {
        const neighbour = (members[next] ?? 0) + step;
        if (data[neighbour] !== 0xffff) continue;
        data[neighbour] = label;
        members.push(neighbour);
      }
    if (members.length < 20) for (const member of members) data[member] = 0;
  });
  return { ...mosaic, data };
}

function rows({ data, width, height }: LabelMosaic): readonly string[] {
  const text = Array.from(data, (value) => (value === 0 ? "." : String(value))).join("");
  return Array.from({ length: height }, (_, y) => text.slice(y * width, (y + 1) * width));
}
