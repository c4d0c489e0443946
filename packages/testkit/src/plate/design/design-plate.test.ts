import { expect, test } from "vitest";
import { meanRadius, separation } from "../scene/place-cells.ts";
import { designPlate } from "./design-plate.ts";
import type { PlacementKind, PlateDesign, WellDesign } from "./plate-design.ts";

const small = { grid: [2, 2], tile: [256, 256] } as const;

test("designPlate() gives equal designs for equal seeds and others for other seeds", () => {
  const options = { ...small, wells: 8, missing: 2, corrupt: 2 };
  expect(designPlate({ ...options, seed: 5 })).toEqual(designPlate({ ...options, seed: 5 }));
  expect(designPlate({ ...options, seed: 5 }).wells).not.toEqual(designPlate({ ...options, seed: 6 }).wells);
});

test("designPlate() makes a well the same, independent of other wells", () => {
  const alone = designPlate({ ...small, wells: ["B02"], placements: { B02: "touching" } }).wells[0];
  const among = designPlate({ ...small, wells: ["A01", "B02"], placements: { B02: "touching" } }).wells[1];
  expect(among?.cells.map(({ x, y }) => [x, y])).toEqual(alone?.cells.map(({ x, y }) => [x, y]));
  expect(among?.tiles).toEqual(alone?.tiles);
});

test("designPlate() of 24 wells has 2 empty, 1 sparse, 1 confluent, the rest half spaced and half touching", () => {
  const design = designPlate({ seed: 7 });
  const count = (kind: PlacementKind): number => wellsOf(design, kind).length;
  expect([count("empty"), count("sparse"), count("confluent"), count("spaced"), count("touching")]).toEqual([
    2, 1, 1, 10, 10,
  ]);
  expect(wellsOf(design, "empty").map(({ cells }) => cells.length)).toEqual([0, 0]);
  expect(wellsOf(design, "sparse").map(({ cells }) => cells.length)).toEqual([3]);
  const confluent = wellsOf(design, "confluent")[0]?.cells.length ?? 0;
  expect(confluent).toBeGreaterThan(3 * (wellsOf(design, "spaced")[0]?.cells.length ?? 0));
});

test("spaced cells keep 3 mean radii apart, touching ones 1.75, and clusters do touch", () => {
  const design = designPlate({ seed: 7, wells: 2 });
  const [spaced, touching] = design.wells.map(closestNeighbours);
  expect(Math.min(...(spaced ?? []))).toBeGreaterThanOrEqual(3);
  expect(Math.min(...(touching ?? []))).toBeGreaterThanOrEqual(1.75 - 1e-9);
  const inClusters = (touching ?? []).filter((distance) => distance < 2).length;
  expect(inClusters / (touching?.length ?? 0)).toBeGreaterThan(0.5);
});

test("nuclei have the requested radii", () => {
  const radii = designPlate({ ...small, wells: 1, radius: [5, 6] }).wells[0]?.cells.map(meanRadius) ?? [];
  expect(Math.min(...radii)).toBeGreaterThanOrEqual(5);
  expect(Math.max(...radii)).toBeLessThanOrEqual(6);
});

test("tiles lie in raster order, displaced by a bounded stage error that differs between wells", () => {
  const design = designPlate({ ...small, wells: 2, overlap: 0.25, stageError: 4 });
  const [a, b] = design.wells;
  expect(a?.tiles.map(({ site, nominal }) => [site, nominal.x, nominal.y])).toEqual([
    [1, 0, 0],
    [2, 192, 0],
    [3, 0, 192],
    [4, 192, 192],
  ]);
  const errors = [...(a?.tiles ?? []), ...(b?.tiles ?? [])].map(({ nominal, actual }) => actual.x - nominal.x);
  expect(new Set(errors).size).toBe(8);
  expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(10);
});

test("the reporter moves from cytoplasm to nucleus with the dose, from ratio 0.6 to 6", () => {
  const design = designPlate({ seed: 3, placements: { A01: "spaced", A06: "spaced" } });
  const ratio = (name: string): number => {
    const cells = design.wells.find(({ well }) => well === name)?.cells ?? [];
    const ratios = cells.map(({ intensity }) => (intensity[1]?.nucleus ?? 0) / (intensity[1]?.cytoplasm ?? 1));
    return ratios.toSorted((a, b) => a - b)[ratios.length >> 1] ?? 0;
  };
  expect(design.wells.filter(({ role }) => role === "negative").length).toBe(4);
  expect(ratio("A01")).toBeCloseTo(260 / 420, 1);
  expect(ratio("A06")).toBeGreaterThan(5);
});

test("every plate format works, rows AA to AF included", () => {
  for (const format of [6, 12, 24, 48, 96, 384, 1536]) {
    const design = designPlate({
      format,
      wells: format,
      grid: [1, 1],
      tile: [32, 32],
      radius: [2, 3],
      cells: 1,
      stageError: 0,
    });
    expect(new Set(design.wells.map(({ well }) => well)).size).toBe(format);
  }
  expect(designPlate({ format: 1536, wells: ["af48"], grid: [1, 1] }).wells[0]?.well).toBe("AF48");
});

test("missing and corrupt planes are chosen by the seed, and no plane is both", () => {
  const { missing, corrupt } = designPlate({ ...small, wells: 2, missing: 20, corrupt: 28 });
  const all = [...missing, ...corrupt].map((plane) => `${plane.well} ${plane.site} ${plane.channel} ${plane.zIndex}`);
  expect(new Set(all).size).toBe(48);
  expect(new Set(corrupt.map(({ damage }) => damage))).toEqual(new Set(["pixels", "directory"]));
});

test("designPlate() refuses invalid options, naming the option", () => {
  const bad = [
    { format: 95 },
    { wells: 97 },
    { wells: ["A13"] },
    { wells: ["nonsense"] },
    { wells: [] },
    { grid: [0, 3] },
    { tile: [512.5, 512] },
    { overlap: 1 },
    { radius: [5, 4] },
    { name: "a/b" },
    { ...small, wells: 1, cells: 5000 },
    { ...small, wells: 1, missing: 25 },
  ] as const;
  for (const options of bad)
    expect(() => designPlate(options), JSON.stringify(options)).toThrow(
      expect.objectContaining({ code: "SYNTH_OPTION_INVALID", message: expect.stringMatching(/^Cannot .*: .*[^.]$/) }),
    );
});

function wellsOf({ wells }: PlateDesign, kind: PlacementKind): readonly WellDesign[] {
  return wells.filter(({ placement }) => placement === kind);
}

function closestNeighbours({ cells }: WellDesign): readonly number[] {
  return cells.map((cell) =>
    Math.min(...cells.filter((other) => other !== cell).map((other) => separation(cell, other))),
  );
}

test("designPlate() images all wells of a small plate unless their number is given", () => {
  expect(designPlate({ format: 6 }).wells).toHaveLength(6);
});
