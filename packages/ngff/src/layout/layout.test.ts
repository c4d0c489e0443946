import { expect, test } from "vitest";
import { locateWell, plateLayout } from "./plate-layout.ts";

test("plateLayout() names every row and column of the plates that are sold", () => {
  const sizes = [6, 12, 24, 48, 96, 384, 1536].map((wells) => {
    const { rows, columns } = plateLayout(wells);
    return `${rows.length}×${columns.length} ${rows.at(-1)}${columns.at(-1)}`;
  });
  expect(sizes).toEqual(["2×3 B3", "3×4 C4", "4×6 D6", "6×8 F8", "8×12 H12", "16×24 P24", "32×48 AF48"]);
  expect(plateLayout(1536).rows.slice(24, 28)).toEqual(["Y", "Z", "AA", "AB"]);
  expect(plateLayout(96, { columnDigits: 2 }).columns[8]).toBe("09");
});

test("plateLayout() refuses other numbers of wells", () => {
  expect(() => plateLayout(100)).toThrow(expect.objectContaining({ code: "NGFF_LAYOUT_UNKNOWN" }));
});

test("locateWell() gives path and indices of any form of a well id", () => {
  const layout = plateLayout(1536);
  expect(["A01", "b7", "R02C07", "AF48"].map((id) => locateWell(layout, id))).toEqual([
    { path: "A/1", rowIndex: 0, columnIndex: 0 },
    { path: "B/7", rowIndex: 1, columnIndex: 6 },
    { path: "B/7", rowIndex: 1, columnIndex: 6 },
    { path: "AF/48", rowIndex: 31, columnIndex: 47 },
  ]);
});

test("locateWell() refuses wells outside the layout", () => {
  const layout = plateLayout(96);
  expect(() => locateWell(layout, "I01")).toThrow(expect.objectContaining({ code: "NGFF_WELL_OUTSIDE_LAYOUT" }));
  expect(() => locateWell(layout, "A13")).toThrow(expect.objectContaining({ code: "NGFF_WELL_OUTSIDE_LAYOUT" }));
});
