import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { plateGrid } from "./plate-grid.ts";

const { style } = recordingTerminal().out;

test("plateGrid() draws wells in their places on the smallest plate that holds them", () => {
  expect(plateGrid(["A01", "B03", "C04"], (well) => (well === "B03" ? "x" : "o"), style)).toBe(
    ["     1  2  3  4", "  A  o", "  B        x", "  C           o", ""].join("\n"),
  );
});

test("plateGrid() draws the whole plate where it states its rows and columns", () => {
  expect(plateGrid(["B02"], () => "o", style, { rows: 3, columns: 5 })).toBe(
    ["     1  2  3  4  5", "  A", "  B     o", "  C", ""].join("\n"),
  );
});

test("plateGrid() draws nothing where the plate has more than 16 rows", () => {
  expect(plateGrid(["AF48"], () => "o", style)).toBe("");
});
