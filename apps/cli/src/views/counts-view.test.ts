import picocolors from "picocolors";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { samplePlateResult, sampleWell } from "../../test/sample-run.ts";
import { countsGrid, countsLine } from "./counts-view.ts";
import { countsIn, wellCounts } from "./well-counts.ts";

const columns = ["Metadata_Well", "Metadata_Status", "Count_Nuclei", "QC_NoForeground", "QC_Saturated"];
const table = {
  columns,
  rows: [
    ["A01", "success", 100, 0, 0],
    ["A02", "error", null, null, null],
    ["B01", "success", 180, 0, 0.2],
    ["B02", "success", 140, 0, 0],
  ],
};
const result = {
  ...samplePlateResult(),
  wells: {
    A01: sampleWell("A01"),
    A02: sampleWell("A02", { status: "error" }),
    B01: sampleWell("B01"),
    B02: sampleWell("B02", { status: "skipped" }),
  },
};
const counts = () => {
  const found = countsIn(table);
  if (found === null) throw new Error("expected counts");
  return found;
};
const { style } = recordingTerminal().out;

test("three numbers: wells that are done, the median count, wells to be doubted and why", () => {
  expect(countsLine(result, counts())).toBe(
    "  3 of 4 wells done · Count_Nuclei: median 140 (100 … 180) · 1 flagged (QC_Saturated: B01)\n",
  );
  const flagged = new Map([
    ["QC_NoForeground", ["B01"]],
    ["QC_Saturated", ["A01", "A02", "A03", "A04", "B01", "B02", "B03"]],
  ]);
  expect(countsLine(result, { ...counts(), flagged })).toContain(
    "· 7 flagged (QC_NoForeground: B01; QC_Saturated: A01, A02, A03, A04, B01, B02, 1 more)\n",
  );
});

test("countsGrid() shows low and high counts and failures in their places, by digits where blocks are not drawn", () => {
  expect(countsGrid(result, counts(), style, "blocks")).toBe(
    "\n     1  2  3\n  A  ▁  ✗\n  B  █  ▅\n  Count_Nuclei: ▁ 100, █ 180\n",
  );
  expect(countsGrid(result, counts(), style, "digits")).toBe(
    "\n     1  2  3\n  A  0  x\n  B  9  5\n  Count_Nuclei: 0 100, 9 180\n",
  );
});

test("countsGrid() has colours where the style has", () => {
  const { blue, yellow, red } = picocolors.createColors(true);
  const text = countsGrid(result, counts(), { ...style, colors: picocolors.createColors(true) }, "blocks");
  for (const sign of [blue("▁"), yellow("█"), red("✗")]) expect(text).toContain(sign);
});

test("countsIn() adds no rows of a well up, and finds nothing where nothing was counted", () => {
  expect(countsIn({ columns, rows: [...table.rows, ["A01", "success", 1, 0, 0]] })).toBeNull();
  expect(countsIn({ columns: ["Metadata_Well"], rows: [["A01"]] })).toBeNull();
  expect(countsIn({ columns, rows: [["A01", "error", null, null, null]] })).toBeNull();
});

test("wellCounts() of a run without a table of wells, or whose table cannot be read, is null", async () => {
  expect(await wellCounts(result)).toBeNull();
  const outputs = [{ path: "images_results/wells.csv", bytes: 1, sha256: "" }];
  const phase = {
    name: "wells",
    kind: "reduce",
    status: "complete",
    result: sampleWell("wells", { outputs }),
  } as const;
  expect(await wellCounts({ ...result, phases: [phase as never] })).toBeNull();
});
