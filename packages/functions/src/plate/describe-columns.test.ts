import type { TableInput } from "@ohcs/context";
import { expect, test } from "vitest";
import { environment } from "../../test/draw-stack.ts";
import { columnDefinition } from "./column-definitions.ts";
import { describeColumns } from "./describe-columns.ts";

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

test("describeColumns() lists each table's columns, with the functions that made it; foreign columns have no definition", async () => {
  const table: TableInput = { kind: "table", tables: [{ columns: ["AreaShape_Area", "mood"], rows: [] }], keys: [{}] };
  const functions = { nuclei: ["measureObjects 1.0.0"] };
  const { outputs } = await describeColumns.run({ nuclei: table }, { functions }, environment());
  expect(outputs?.columns).toEqual({
    nuclei: {
      functions: ["measureObjects 1.0.0"],
      columns: {
        AreaShape_Area: { unit: "px²", definition: "area of the object, its hull, or its box" },
        mood: { unit: null, definition: null },
      },
    },
  });
});
