import { readFile } from "node:fs/promises";
import { recordsOf, reduce } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { robustZScore } from "@ohcs/functions";
import { presets } from "@ohcs/functions/presets";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ wells: ["A01", "A02"], z: 1, tile: 64, radius: [6, 8], cells: 3, channels: 2 });
});
afterEach(() => plate.remove());

test("a run says in columns.json what every column of its tables means, and stores them as Parquet on request", async () => {
  const orchestrator = plate.orchestrator({ config: { commandLine: [{ layer: { parquet: true } }] } });
  await orchestrator.initialize();
  const { name = "", steps = [] } = presets["count-nuclei"] ?? {};
  const scores = reduce("scores", { from: "table:wells", func: robustZScore(), emits: { "table:scores": "wells" } });
  await orchestrator.compilePipelines({ name, steps: [...steps, scores] });
  const runner = inlineRunner({ importModule: (url) => import(url) });
  const { status } = await orchestrator.executeCompiledPlate({ runner }).result;
  expect(status).toBe("complete");

  const root = `${plate.folder}/tiny_openhcs/images_results`;
  const disk = new DiskBackend({ root, readOnly: true });
  const described = JSON.parse(await readFile(`${root}/columns.json`, "utf8"));
  const tables = ["nuclearness", "nuclei", "segmentation", "wells"];
  expect(Object.keys(described)).toEqual(["channels", ...tables.slice(0, 2), "scores", ...tables.slice(2)]);
  for (const name of tables) {
    const [csv, parquet] = [await disk.loadTable(`${name}.csv`), await disk.loadTable(`${name}.parquet`)];
    expect(parquet.columns).toEqual(csv.columns);
    expect(recordsOf(parquet)).toEqual(recordsOf(csv));
    const { columns } = described[name];
    for (const column of csv.columns.filter((one) => one !== "Metadata_Plate"))
      expect(columns[column]?.definition, `${name}: ${column}`).toEqual(expect.any(String));
  }
  const { functions, columns } = described.nuclei;
  expect(Object.keys(functions).toSorted()).toEqual(["measureObjects", "ownObjects"]);
  expect(functions.measureObjects).toEqual({
    version: expect.any(String),
    citation: expect.stringContaining("CellProfiler"),
  });
  expect(columns.Metadata_Duplicate.function).toBe("ownObjects");
  const intensity = { compartment: "Nuclei", images: ["dna"], channels: ["1"], function: "measureObjects" };
  expect(columns.Intensity_MeanIntensity_dna).toMatchObject({ ...intensity, unit: "counts" });
  expect(described.wells.columns.Median_Nuclei_Intensity_MeanIntensity_dna).toMatchObject(intensity);
  expect(described.channels.columns.Nuclearness.definition).toEqual(expect.any(String));
  expect(columns.AreaShape_Area.unit).toBe("px²");
  const scored = await disk.loadTable("scores.csv");
  expect(Object.keys(described.scores.columns)).toEqual(
    scored.columns.filter((one) => one !== "Metadata_Plate").toSorted(),
  );
  const score = {
    function: "robustZScore",
    unit: "deviations",
    definition: expect.stringMatching(/^robust z-score.*: /),
  };
  expect(described.scores.columns.Median_Nuclei_AreaShape_Area).toMatchObject({ ...score, compartment: "Nuclei" });
});
