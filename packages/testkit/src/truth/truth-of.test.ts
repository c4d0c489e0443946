import { expect, test } from "vitest";
import { designPlate } from "../plate/design/design-plate.ts";
import type { CellDesign, PlateDesign } from "../plate/design/plate-design.ts";
import { tinyPlate } from "../plate/design/tiny-plate.ts";
import { truthOf } from "./truth-of.ts";

/** A plate of one well with two tiles of 32 px that overlap by 8, and circular cells of radius 4 at `places`. */
function plateWith(...places: readonly (readonly [x: number, y: number])[]): PlateDesign {
  const design = tinyPlate({ wells: ["A01"], sites: 2 });
  const cells = places.map(
    ([x, y], i): CellDesign => ({
      id: i + 1,
      x,
      y,
      semiMajor: 4,
      semiMinor: 4,
      angle: 0,
      cytoplasmWidth: 1,
      focus: 1,
      intensity: [{ nucleus: 1000, cytoplasm: 0 }],
    }),
  );
  return { ...design, wells: design.wells.map((well) => ({ ...well, cells })) };
}

test("truthOf() states how much of a nucleus is imaged, and whether it touches the edge", () => {
  const [well] = truthOf(plateWith([16, 16], [-0.5, 16], [-2.5, 16], [-9, 16], [4.4, 16])).wells;
  const [inside, half, mostlyOut, outside, near] = well?.cells ?? [];
  expect(inside).toMatchObject({ visibleFraction: 1, touchesEdge: false, counted: true });
  expect(half?.visibleFraction).toBeCloseTo(0.5, 1);
  expect(half?.touchesEdge).toBe(true);
  expect(mostlyOut).toMatchObject({ touchesEdge: true, counted: false });
  expect(outside).toMatchObject({ visibleFraction: 0, touchesEdge: false, counted: false });
  expect(near).toMatchObject({ visibleFraction: 1, touchesEdge: true, counted: true });
});

test("truthOf() counts a cell in an overlap once per well, though each tile shows it", () => {
  const [well] = truthOf(plateWith([27.5, 16], [10, 16], [24, 16])).wells;
  expect(well?.count).toBe(3);
  expect(well?.tiles.map(({ count }) => count)).toEqual([3, 2]);
  expect(well?.cells[2]).toMatchObject({ visibleFraction: 1, touchesEdge: false });
});

test("truthOf() of an empty well counts 0, of a sparse one 3", () => {
  const design = designPlate({ wells: 2, placements: { A01: "empty", A02: "sparse" } });
  const truth = truthOf(design);
  expect(truth.wells.map(({ count }) => count)).toEqual([0, 3]);
  expect(truth.count).toBe(3);
});

test("truthOf() names damaged planes by path and is plain JSON", () => {
  const truth = truthOf(tinyPlate({ sites: 2, missing: 1, corrupt: 1, name: "p" }));
  expect(truth.missing[0]?.path).toMatch(/^TimePoint_1\/p_\w\d\d_s\d_w1\.TIF$/);
  expect(truth.corrupt[0]?.damage).toBe("pixels");
  expect(JSON.parse(JSON.stringify(truth))).toEqual(truth);
});
