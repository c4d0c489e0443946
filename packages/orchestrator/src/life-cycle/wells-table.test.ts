import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Cell, definePipeline, type PlateResult, recordsOf, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { maxProjection } from "@ohcs/functions";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
const WELLS = ["A01", "A02", "B01", "B10", "H12"];
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ z: 2, wells: WELLS });
  for (const file of await imagesOf("A02")) await writeFile(file, "no image");
  for (const well of ["B01", "H12"]) for (const file of await imagesOf(well)) await rm(file);
});
afterEach(() => plate.remove());

async function imagesOf(well: string): Promise<readonly string[]> {
  const files = await readdir(plate.plateRoot, { recursive: true });
  return files.filter((file) => file.includes(`_${well}_`)).map((file) => join(plate.plateRoot, file));
}

const pipeline = definePipeline({
  name: "count",
  steps: [step("project", { func: maxProjection() })],
});

interface Ran {
  readonly result: PlateResult;
  readonly rows: readonly Record<string, Cell>[];
}

async function run(map: string | null, wellFilter: readonly string[] = []): Promise<Ran> {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  orchestrator.configure({ wellFilter });
  const plateMap = join(plate.folder, "map.csv");
  if (map !== null) await writeFile(plateMap, map);
  const { diagnostics } = await orchestrator.compilePipelines(pipeline, map === null ? {} : { plateMap });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const result = await orchestrator.executeCompiledPlate({ runner }).result;
  const disk = new DiskBackend({ root: join(plate.folder, "tiny_openhcs"), readOnly: true });
  const rows = recordsOf(await disk.loadTable("images_results/wells.csv"));
  await disk.close();
  return { result, rows };
}

const statuses = ({ rows }: Ran) => rows.map(({ Metadata_Well, Metadata_Status }) => [Metadata_Well, Metadata_Status]);
const ALL = [
  ["A01", "success"],
  ["A02", "error"],
  ["B01", "absent"],
  ["B10", "success"],
  ["H12", "absent"],
];

test("every selected well has a row in `wells`, whatever became of it, also where all its images are gone (landmine 39)", async () => {
  const ran = await run(null);
  expect(statuses(ran)).toEqual(ALL);
  expect(Object.keys(ran.result.wells)).toEqual(["A01", "A02", "B10"]);
  expect(ran.result.phases.find(({ name }) => name === "tables")).toMatchObject({
    contributors: ["A01", "B10"],
    excluded: [
      { well: "A02", reason: expect.stringMatching(/^[A-Z_]+$/) },
      { well: "B01", reason: "absent" },
      { well: "H12", reason: "absent" },
    ],
  });
});

test("a well that was not selected has no row, be its images there or not (landmine 39)", async () => {
  expect(statuses(await run(null, ["A01:B01", "!A02"]))).toEqual([ALL[0], ALL[2]]);
});

test("the table of wells is made anew by each run, also beside wells without images", async () => {
  await run(null);
  const { result } = await run(null);
  expect(result.phases.find(({ name }) => name === "tables")?.result?.status).toBe("success");
});

test("a plate map adds columns and changes nothing of what the run says of its wells, in the map or not", async () => {
  const ran = await run(
    "\uFEFFWell;Role;Barcode;Note\r\na2;control;9007199254740993;'=1+1\nH12;x;2;=A1\r\nC03;y;3;-1.5\r\n",
  );
  expect(statuses(ran)).toEqual(ALL);
  expect(ran.rows.map(({ Metadata_Plate }) => Metadata_Plate)).toEqual(WELLS.map(() => "tiny"));
  const joined = ran.rows.map(({ Metadata_Role: role, Metadata_Barcode: code, Metadata_Note: note }) => [
    role,
    code,
    note,
  ]);
  const nothing = [null, null, null];
  expect(joined).toEqual([nothing, ["control", "9007199254740993", "=1+1"], nothing, nothing, ["x", "2", "=A1"]]);
});

test("a plate map may be matrices, and be named by the configuration: its columns are in the table of wells", async () => {
  const plateMap = join(plate.folder, "matrices.csv");
  await writeFile(plateMap, "Dose (µM),1,2\nA,0,0.5\nB,1,\n\nRole,1,2\nA,negative,sample\nB,sample,\n");
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  orchestrator.configure({ plateMap });
  const { diagnostics } = await orchestrator.compilePipelines(pipeline);
  expect(diagnostics.map(({ code }) => code)).not.toContain("PLATE_MAP_INVALID");
  await orchestrator.executeCompiledPlate({ runner }).result;
  const disk = new DiskBackend({ root: join(plate.folder, "tiny_openhcs"), readOnly: true });
  const rows = recordsOf(await disk.loadTable("images_results/wells.csv"));
  await disk.close();
  expect(rows.map((row) => [row.Metadata_Well, row.Metadata_Dose_uM, row.Metadata_Role])).toEqual([
    ["A01", 0, "negative"],
    ["A02", 0.5, "sample"],
    ["B01", 1, "sample"],
    ["B10", null, null],
    ["H12", null, null],
  ]);
});

test("what is wrong with a plate map is known at compile, with the lines of the file", async () => {
  const plateMap = join(plate.folder, "wrong.csv");
  await writeFile(plateMap, 'well,dose_um,role\nA01,"0,5",sample\n\nA02,n/a,sample\na1,3,x\n');
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(pipeline, { plateMap });
  expect(diagnostics.filter(({ code }) => code === "PLATE_MAP_INVALID").map(({ examples }) => examples)).toEqual([
    ["A01 (lines 2, 5)"],
    ["0,5 (line 2)", "n/a (line 4)"],
  ]);
  await writeFile(plateMap, "well,role\nA01,sample\nA02,sample\n");
  const { diagnostics: after } = await orchestrator.compilePipelines(pipeline, { plateMap });
  expect(after.map(({ severity, code }) => `${severity} ${code}`)).toContain("warning PLATE_MAP_CONTROLS_MISSING");
});
