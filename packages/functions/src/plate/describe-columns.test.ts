import { expect, test } from "vitest";
import { environment } from "../../test/draw-stack.ts";
import { assayQuality } from "./assay-quality.ts";
import { columnDefinition } from "./column-definitions.ts";
import { describeColumns } from "./describe-columns.ts";
import { edgeEffects } from "./edge-effects.ts";
import { fitDoseResponse } from "./fit-dose-response.ts";

test.each([
  ["AreaShape_Area", "px²"],
  ["Cells_AreaShape_Area_um2", "µm²"],
  ["Median_Nuclei_AreaShape_MajorAxisLength", "px"],
  ["Nuclei_Texture_Contrast_DNA_3_00_256", null],
  ["Mean_Foci_Intensity_MeanIntensity_gfp", "counts"],
  ["Cells_Granularity_4_ER", "percent"],
  ["Sum_Nuclei_QC_Saturated_DNA", "px"],
  ["Count_Nuclei", "objects"],
  ["Metadata_Well", null],
])("column %s is in %s", (column, unit) => {
  const found = columnDefinition(column);
  expect(found?.unit).toBe(unit);
  expect(found?.definition.startsWith("median over objects: ")).toBe(column.startsWith("Median_"));
});

test.each([
  ["AreaShape_Area", "AreaShape_Area", null],
  ["Nuclei_AreaShape_Area_um2", "AreaShape_Area_um2", "Nuclei"],
  ["Median_Cells_Correlation_RWC_DNA_ER", "Correlation_RWC_DNA_ER", "Cells"],
  ["Count_Nuclei", "Count", "Nuclei"],
  ["Count_Positive", "Count_Positive", null],
])("column %s is feature %s of %s", (column, feature, compartment) => {
  expect(columnDefinition(column)).toMatchObject({ feature, compartment });
});

const measure = { name: "measure", version: "1.2.0", citation: "Somebody 1999", adds: null };
const images = { DNA: "2", ER: null };
const own = { name: "own", version: "3.0.0", citation: "", adds: ["Metadata_Site"], images: {} };
const summary = { name: "summary", version: "1.0.0", citation: "", adds: ["Metadata_*", "Count_*"], images: {} };

const scores = { features: ["Count_*", "Median_*"], unit: "percent", definition: "percent of the controls" };

/** @param read Table → its columns */
async function describedIn(read: Readonly<Record<string, string[]>>, columns: readonly string[] = []) {
  const known = (...functions: object[]) => ({ functions, columns: [] });
  const tables = {
    nuclei: known(own, { ...measure, images }),
    wells: known(summary),
    curves: { functions: [measure], columns },
    percent: { functions: [{ ...measure, name: "percentOfControl" }], columns: ["Metadata_Withheld"], scores },
  };
  const { outputs } = await describeColumns.run(
    { columns: { kind: "json", values: [read], keys: [{}] } },
    { tables } as never,
    environment(),
  );
  return outputs?.columns as Record<string, { functions: object; columns: Record<string, object> }>;
}

test("describeColumns() names feature, compartment, images, channels and the function of every column", async () => {
  const nuclei = ["Metadata_Site", "ObjectNumber", "Correlation_Correlation_DNA_ER", "mood"];
  const described = await describedIn({ nuclei });
  expect(described.nuclei?.functions).toEqual({
    own: { version: "3.0.0", citation: "" },
    measure: { version: "1.2.0", citation: "Somebody 1999" },
  });
  expect(described.nuclei?.columns.Metadata_Site).toMatchObject({ function: "own", compartment: null });
  expect(described.nuclei?.columns.Correlation_Correlation_DNA_ER).toEqual({
    feature: "Correlation_Correlation_DNA_ER",
    compartment: "Nuclei",
    images: ["DNA", "ER"],
    channels: ["2"],
    unit: null,
    definition: "colocalization of two images within the object",
    function: "measure",
  });
  expect(described.nuclei?.columns.mood).toMatchObject({ feature: "mood", definition: null, function: "measure" });
});

test("describeColumns() traces columns of wells to the tables that they summarize", async () => {
  const wells = ["Metadata_Well", "Count_Nuclei", "Median_Nuclei_Intensity_MeanIntensity_DNA"];
  const described = await describedIn({ wells, nuclei: ["ObjectNumber", "Intensity_MeanIntensity_DNA"] });
  const functions = Object.values(described.wells?.columns ?? {}).map((one) => (one as { function: string }).function);
  expect(functions).toEqual(["summary", "summary", "measure"]);
  expect(described.wells?.columns.Median_Nuclei_Intensity_MeanIntensity_DNA).toMatchObject({
    feature: "Intensity_MeanIntensity_DNA",
    compartment: "Nuclei",
    channels: ["2"],
    unit: "counts",
  });
});

test("describeColumns() describes tables that it does not read by the columns that their functions declare", async () => {
  const described = await describedIn({}, ["Feature", "EC50"]);
  expect(described.curves?.columns.EC50).toMatchObject({ feature: "EC50", definition: expect.any(String) });
});

test("describeColumns() gives scores of columns of the wells the unit of the score, and their feature and compartment", async () => {
  const wells = [
    ...["Metadata_Well", "Count_Nuclei", "Median_Nuclei_AreaShape_Area", "Median_Nuclei_Intensity_MeanIntensity_DNA"],
    "Mean_Nuclei_AreaShape_Area",
  ];
  const { percent } = await describedIn({ wells, nuclei: ["ObjectNumber", "Intensity_MeanIntensity_DNA"] });
  expect(Object.keys(percent?.columns ?? {})).toEqual([
    "Metadata_Well",
    "Metadata_Withheld",
    "Count_Nuclei",
    "Median_Nuclei_AreaShape_Area",
    "Median_Nuclei_Intensity_MeanIntensity_DNA",
  ]);
  const measured = { function: "percentOfControl", images: ["DNA"], channels: ["2"], unit: "percent" };
  expect(percent?.columns.Median_Nuclei_Intensity_MeanIntensity_DNA).toMatchObject(measured);
  expect(percent?.columns.Median_Nuclei_AreaShape_Area).toMatchObject({
    feature: "AreaShape_Area",
    compartment: "Nuclei",
    unit: "percent",
    definition: "percent of the controls: median over objects: area of the object, its hull, or its box",
    function: "percentOfControl",
  });
  expect(percent?.columns.Metadata_Withheld).toMatchObject({ unit: null, definition: "why a statistic is not given" });
});

test("describeColumns() has a definition for all columns that plate statistics declare", () => {
  for (const { declaration } of [assayQuality, edgeEffects, fitDoseResponse])
    for (const { columns = [] } of Object.values(declaration.outputs))
      for (const column of columns) expect(columnDefinition(column)?.definition, column).toEqual(expect.any(String));
});
