import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Dtype, defineFunction, type ImageStack, NO_PARAMETERS, type Table } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { contextOf, fromStep, MODULES, plateOf, stored, storedValue } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { watchedDisk } from "../../test/watched-disk.ts";
import { inlineRunner } from "../inline/inline-runner.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
const runner = inlineRunner({ importModule: (url) => import(url) });
const SAMPLES = 3;
const SUMS = "images_results/A01_sums.csv";
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await folders.writeSource("a.tif", [[1, 2, 0]]);
});
afterEach(() => folders.remove());

const group = { key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] };

/** Makes an image and labels in a first step; the second reads one of them. */
function wellOf(reads: "image" | "labels:mask", dtype: Dtype | null = "uint32") {
  const labels = { directory: "labels", dtype, listed: false };
  const sums = reads === "image" ? "countPositive" : "sumLabels";
  const name = reads === "image" ? "image" : "labels";
  const table = { outputs: { [reads === "image" ? "objects" : "sums"]: "table:sums" } };
  return contextOf({
    well: "A01",
    planes: [{ path: "a.tif", site: 1 }],
    steps: [
      {
        name: "make",
        chain: ["double", { call: "measure", outputs: { mask: "labels:mask" } }],
        groups: [group],
        outputs: {
          image: { kind: "image", memoryDir: "step0_make", store: stored({ dtype: null }) },
          "labels:mask": { kind: "labels", memoryDir: "step0_make/labels", store: stored(labels) },
        },
      },
      {
        name: "use",
        chain: [{ call: sums, inputs: [name], ...table }],
        inputs: { [name]: fromStep(0, reads) },
        groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { [name]: [0] } }],
        outputs: { "table:sums": { kind: "table", store: storedValue("sums", ".csv") } },
      },
    ],
  });
}

test.each(["image", "labels:mask"] as const)(
  "%s of a step that is not run again is what it was, and is counted",
  async (reads) => {
    const plate = plateOf([wellOf(reads)]);
    expect((await runPlate(folders, plate, runner)).result.status).toBe("complete");
    const sums = await folders.table(SUMS);
    await rm(join(folders.output, SUMS));
    // Kept for the next step, and moved into its input, without a copy: four bytes per sample.
    const memoryBudgetBytes = 4 * SAMPLES;
    const options = { fromStep: "use", workers: 1 };
    const { result } = await runPlate(folders, plate, runner, { ...options, memoryBudgetBytes });
    expect(result.wells.A01?.error).toBeNull();
    expect(await folders.table(SUMS)).toEqual(sums);
    const short = await runPlate(folders, plate, runner, { ...options, memoryBudgetBytes: memoryBudgetBytes - 1 });
    expect(short.result.wells.A01?.error).toMatchObject({ code: "WELL_MEMORY_EXCEEDED", step: { name: "make" } });
  },
);

test.each([
  [65_535, "uint16"],
  [65_536, "uint32"],
] as const)("labels up to %i are files of %s, and what they were to later steps", async (largest, dtype) => {
  const numbers = Uint32Array.of(1, largest, 0);
  const measure = defineFunction({
    name: "measure",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    outputs: { mask: { kind: "labels" } },
    returnsImage: false,
    run: ({ image }) => ({
      outputs: { mask: { ...(image as ImageStack), data: numbers, dtype: "uint32", kind: "labels" } },
    }),
  });
  const functions = { ...(await import(functionsUrl)), measure };
  const own = inlineRunner({ importModule: async (url) => (url === functionsUrl ? functions : import(url)) });
  const plate = plateOf([wellOf("labels:mask", null)]);
  expect((await runPlate(folders, plate, own)).result.status).toBe("complete");
  const disk = await diskBackend.create({ root: folders.output, readOnly: true });
  expect(await disk.load("labels/A01_s001.tif")).toMatchObject({ dtype, data: { 0: 1, 1: largest, 2: 0 } });
  const { rows } = await folders.table(SUMS);
  expect(rows[0]?.slice(-2)).toEqual([largest + 1, "uint32"]);
  await rm(join(folders.output, SUMS));
  const { result } = await runPlate(folders, plate, own, { fromStep: "use", workers: 1 });
  expect(result.wells.A01).toMatchObject({ error: null, steps: [{ name: "use" }] });
  expect((await folders.table(SUMS)).rows).toEqual(rows);
});

/** Makes a table in each of two passes; the second step adds the last column of the group's table to its image. */
function tablesIn(passes: readonly number[], result: Table) {
  const groups = passes.map((pass, i) => ({
    key: `s00${i + 1}`,
    coordinates: { site: i + 1 },
    pass,
    inputs: { image: [i] },
    images: [`s00${i + 1}`],
  }));
  const context = contextOf({
    well: "A01",
    planes: groups.map(({ coordinates }) => ({ path: "a.tif", ...coordinates })),
    steps: [
      {
        name: "make",
        chain: [{ call: "tabulates", outputs: { cells: "table:cells" } }],
        groups: groups.map((group) => ({ ...group, images: [] })),
        outputs: {
          "table:cells": { kind: "table", memoryDir: "step0_make/cells", store: storedValue("cells", ".csv") },
        },
      },
      {
        name: "use",
        chain: [{ call: "tells", inputs: ["table"], outputs: { told: "json:told" } }],
        inputs: { table: { source: "step", kind: "table", step: 0, output: "table:cells" } },
        groups: groups.map(({ images: _, ...group }, i) => ({ ...group, inputs: { table: [i] } })),
        outputs: { "json:told": { kind: "json", store: storedValue("told", ".json") } },
      },
    ],
  });
  const base = { version: "1.0.0", summary: "For tests", params: NO_PARAMETERS, returnsImage: false } as const;
  const tabulates = defineFunction({
    ...base,
    name: "tabulates",
    outputs: { cells: { kind: "table" } },
    run: () => ({ outputs: { cells: result } }),
  });
  const tells = defineFunction({
    ...base,
    name: "tells",
    inputs: { table: { kind: "table" } },
    outputs: { told: { kind: "json" } },
    run: ({ table }) => ({ outputs: { told: structuredClone(table) as never } }),
  });
  return { context, functions: { tabulates, tells } };
}

const CELLS = {
  columns: ["Channel", "Edge", "Area"],
  rows: [
    ["1", true, 0.1],
    ["2", null, -0],
    ["10", false, Number.NaN],
  ],
};

test.each([[[0, 0]], [[0, 1]]])(
  "tables of groups in passes %j are what they were, from a file that is read once",
  async (passes) => {
    const { context, functions } = tablesIn(passes, CELLS);
    const loads: string[] = [];
    const disk = watchedDisk({ loadTable: (path) => void loads.push(path) });
    const standing = inlineRunner({
      importModule: async (url) =>
        url === functionsUrl ? functions : url === folders.startup.modules[MODULES.disk] ? disk : import(url),
    });
    const plate = plateOf([context]);
    expect((await runPlate(folders, plate, standing)).result.status).toBe("complete");
    const told = await folders.json("images_results/A01_told.json");
    expect(JSON.stringify(told)).toContain('["1",true,0.1],["2",null,0],["10",false,null]');
    await rm(join(folders.output, "images_results/A01_told.json"));
    const { result } = await runPlate(folders, plate, standing, { fromStep: "use", workers: 1 });
    expect(result.wells.A01).toMatchObject({ error: null, steps: [{ name: "use" }] });
    expect(await folders.json("images_results/A01_told.json")).toEqual(told);
    expect(loads).toEqual(["images_results/A01_cells.csv"]);
  },
);

test("a table whose file does not give its cells back is refused, and nothing is touched", async () => {
  const { context, functions } = tablesIn([0, 0], { columns: ["Note"], rows: [["a"], [""]] });
  const standing = inlineRunner({ importModule: async (url) => (url === functionsUrl ? functions : import(url)) });
  const plate = plateOf([context]);
  expect((await runPlate(folders, plate, standing)).result.status).toBe("complete");
  const before = await folders.tree(true);
  await expect(runPlate(folders, plate, standing, { fromStep: "use" })).rejects.toMatchObject({
    code: "FROM_STEP_NOT_STORED",
    message:
      "Cannot begin at step 'use' in A01: expected 'table:cells' of step 'make' as the step gave it, got cells that its file does not give back",
    remedy: expect.stringContaining("columns of numbers only"),
  });
  expect(await folders.tree(true)).toEqual(before);
});
