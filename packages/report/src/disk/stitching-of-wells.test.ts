import type { Json } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { expect, test } from "vitest";
import type { ShownWell } from "./shown-views.ts";
import { stitchingOf } from "./stitching-of-wells.ts";

const edge = { from: 1, to: 2, dx: 90, dy: 0, correlation: 0.8, accepted: true };
const places = (x: number, dx: number): Json => ({
  tiles: [
    { site: 1, x: 0, y: 0 },
    { site: 2, x, y: 0 },
  ],
  edges: [{ ...edge, dx }],
});
const stored: Readonly<Record<string, Json>> = {
  A01: places(90, 90),
  A02: places(93, 90),
  A03: places(90, 97),
  A04: 3,
};

/** Wells whose step stores `positions`. */
const wells = ["A01", "A02", "A03", "A04", "A05"].map((axisId) => {
  const store = { directory: "results", name: "positions", extension: ".json", backend: "disk" };
  const plan = { outputs: new Map([["json:positions", { kind: "json", store }]]) };
  return { context: { axis: "well", axisId, stepPlans: { toArray: () => [plan] } }, records: [] };
}) as unknown as readonly ShownWell[];

const storage = {
  loadJson: async (path: string) => {
    const value = stored[path.slice("results/".length, -"_positions.json".length)];
    if (value === undefined) throw new Error("is not there");
    return value;
  },
} as unknown as FileManager;

test("a seam has a residual in the mosaic and a shift from other wells; wells without positions are left out", async () => {
  const { correlation, accepted } = edge;
  const seam = { correlation, accepted, residual: 0, shift: 0 };
  expect(await stitchingOf(storage, wells)).toEqual({
    seams: [{ from: 1, to: 2 }],
    wells: { A01: [seam], A02: [{ ...seam, residual: 3 }], A03: [{ ...seam, residual: 7, shift: 7 }] },
  });
  expect(await stitchingOf(storage, wells.slice(3))).toBeNull();
});
