import { recordsOf, type Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { summarizeWells } from "../plate/summarize-wells.ts";
import { DEFAULT_OPTIONS, type FeatureFamily } from "./feature-parameters.ts";
import { measureCells } from "./measure-cells.ts";

const draw = (...rows: string[]) =>
  drawStack([rows.map((row) => [...row].map((mark) => (mark === "." ? 0 : Number(mark))))], {
    as: Uint32Array,
    kind: "labels",
  });
const cells = draw("11111.22", "11111.22", "11111.22", ".......3");
const nuclei = draw(".1...5..", ".111.5..", ".....5..", "........");
const cytoplasm = draw("1.111.22", "1...1.22", "11111.22", "........");
const image = drawStack([
  Array.from({ length: 4 }, (_, y) => Array.from({ length: 8 }, (_, x) => 1000 + 900 * ((x * 3 + y * 5) % 7))),
]);
const inputs = { cells, nuclei, cytoplasm, DNA: image, ER: image };
const EVERY: readonly FeatureFamily[] = [
  ...(["shape", "zernike", "moments", "intensity", "texture"] as const),
  ...(["granularity", "radialDistribution", "neighbors", "correlation"] as const),
];

function measured(features: readonly FeatureFamily[] = EVERY) {
  const { outputs } = measureCells.run(inputs, { ...DEFAULT_OPTIONS, features: [...features] }, environment()) as {
    readonly outputs: { readonly singleCells: Table };
  };
  return outputs.singleCells;
}

test("measureCells() has one row per cell, with the features of its nucleus and cytoplasm, null where it has none", () => {
  expect(recordsOf(measured())).toMatchObject([
    {
      ObjectNumber: 1,
      Metadata_TouchesEdge: 1,
      Metadata_Nuclei_Count: 1,
      Cells_AreaShape_Area: 15,
      Nuclei_AreaShape_Area: 4,
      Cytoplasm_AreaShape_Area: 11,
    },
    { ObjectNumber: 2, Metadata_Nuclei_Count: 0, Nuclei_AreaShape_Area: null, Cytoplasm_AreaShape_Area: 6 },
    { ObjectNumber: 3, Cells_AreaShape_Area: 1, Cytoplasm_AreaShape_Area: null },
  ]);
});

test("measureCells() gives a nucleus to the cell that covers most of it, and measures the largest of several", () => {
  const many = draw("12......", ".2......", "........", "........");
  const { outputs } = measureCells.run(
    { cells, nuclei: many, DNA: image },
    { ...DEFAULT_OPTIONS, features: ["shape"] },
    environment(),
  ) as { readonly outputs: { readonly singleCells: Table } };
  expect(recordsOf(outputs.singleCells)[0]).toMatchObject({ Metadata_Nuclei_Count: 2, Nuclei_AreaShape_Area: 2 });
});

test("measureCells() divides the mean of the nucleus by that of its cytoplasm, in each image", () => {
  const [first, second] = recordsOf(measured(["intensity"]));
  const { Nuclei_Intensity_MeanIntensity_ER: nucleus, Cytoplasm_Intensity_MeanIntensity_ER: around } = first ?? {};
  expect(first?.Cells_Ratio_NucleiToCytoplasm_ER).toBe(Number(nucleus) / Number(around));
  expect(second?.Cells_Ratio_NucleiToCytoplasm_ER).toBe(null);
});

test("measureCells() names columns as CellProfiler does, of all compartments alike, and all else Metadata_ but the number", () => {
  const { columns } = measured();
  expect(columns).toEqual(
    expect.arrayContaining([
      "Cells_AreaShape_Zernike_9_9",
      "Cells_AreaShape_HuMoment_6",
      "Cells_Intensity_MeanIntensityEdge_DNA",
      "Cells_Location_CenterMassIntensity_X_DNA",
      "Nuclei_Texture_AngularSecondMoment_DNA_3_00_256",
      "Nuclei_Granularity_16_ER",
      "Cytoplasm_RadialDistribution_FracAtD_DNA_1of4",
      "Cells_Neighbors_NumberOfNeighbors_Adjacent",
      "Cells_Correlation_Correlation_DNA_ER",
      "Cells_Correlation_K_DNA_ER",
      "Cells_Correlation_K_ER_DNA",
      "Cells_QC_Saturated_DNA",
    ]),
  );
  expect(columns.filter((name) => !/^((Cells|Nuclei|Cytoplasm|Metadata)_|ObjectNumber$)/.test(name))).toEqual([]);
  expect(new Set(columns).size).toBe(columns.length);
});

test.each(EVERY)("measureCells() measures the family %s alone", (family) => {
  const { columns } = measured([family]);
  const categories: Readonly<Record<FeatureFamily, RegExp>> = {
    shape: /AreaShape_/,
    zernike: /AreaShape_Zernike/,
    moments: /AreaShape_.*(Moment|Inertia)/,
    intensity: /(Intensity|Location|QC|Ratio)_/,
    texture: /Texture_/,
    granularity: /Granularity_/,
    radialDistribution: /RadialDistribution_/,
    neighbors: /Neighbors_/,
    correlation: /Correlation_/,
  };
  const features = columns.filter((name) => !/^(Metadata_|ObjectNumber)/.test(name));
  expect(features.length).toBeGreaterThan(0);
  expect(features.filter((name) => !categories[family].test(name))).toEqual([]);
});

test("summarizeWells() counts single cells and keeps their prefixes", async () => {
  const table = { kind: "table", tables: [measured(["shape", "intensity"])], keys: [{ well: "A01" }] } as const;
  const contributors = [{ well: "A01", status: "success" }] as const;
  const { outputs } = await summarizeWells.run(
    { single_cells: table },
    { per: [], rows: [] },
    environment({ contributors }),
  );
  const [well] = recordsOf(outputs?.wells as Table);
  expect(well).toMatchObject({ Count_Cells: 3, Sum_Cells_QC_Saturated_DNA: null });
  expect(well).toHaveProperty("Median_Nuclei_AreaShape_Area");
  expect(Object.keys(well ?? {}).filter((name) => /Center|Location|ObjectNumber/.test(name))).toEqual([]);
});
