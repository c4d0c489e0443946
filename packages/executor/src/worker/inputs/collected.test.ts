import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WellFile } from "@ohcs/context";
import { contextOf, storedValue } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commitTable } from "../../../test/commit-table.ts";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone } from "../../../test/run-alone.ts";

const functionsUrl = new URL("../../../test/fixtures/functions.mjs", import.meta.url).href;
const WELLS = ["A01", "A02", "B01"];
const CHANGED = "images_results/A02_objects.csv";
const contributors = WELLS.map((well) => ({ well, status: "success" }) as const);
let folders: PlateFolders;
let wellFiles: readonly WellFile[];
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  wellFiles = await Promise.all(WELLS.map((well) => commitTable(folders, well, "objects")));
});
afterEach(() => folders.remove());

const context = contextOf({
  well: "merge",
  axis: "plate",
  wells: WELLS,
  steps: [
    {
      name: "merge",
      chain: [{ call: "mergeTables", inputs: ["table"], outputs: { merged: "table:merged" } }],
      inputs: { table: { source: "wells", kind: "table", step: 0, output: "table:objects" } },
      groups: [{ key: "", inputs: { table: [0] } }],
      outputs: { "table:merged": { kind: "table", store: storedValue("merged", ".csv") } },
    },
  ],
});
const errorOf = async (files?: readonly WellFile[]) => {
  const given = files === undefined ? {} : { wellFiles: files };
  return (await runAlone(folders, context, { contributors, ...given })).result.error;
};
const merged = async () => (await folders.table("images_results/merged.csv")).rows.map((row) => row.at(-1));

test("a reduction reads what the wells committed, in their order, and leaves out those that made none", async () => {
  expect(await errorOf(wellFiles.toReversed())).toBeNull();
  expect(await merged()).toEqual(WELLS);
  expect(await errorOf(wellFiles.slice(1))).toBeNull();
  expect(await merged()).toEqual(WELLS.slice(1));
});

test("a committed file that is gone ends the reduction, which names it", async () => {
  await rm(join(folders.output, CHANGED));
  expect(await errorOf(wellFiles)).toMatchObject({ code: "FILE_NOT_FOUND", file: CHANGED, step: { name: "merge" } });
});

test("a committed file with another content ends the reduction, which names it", async () => {
  await writeFile(join(folders.output, CHANGED), "Metadata_Well\nA03\n");
  expect(await errorOf(wellFiles)).toMatchObject({ code: "COMMITTED_FILE_CHANGED", file: CHANGED });
});

test("a reduction without the outputs of wells is an error, not one over nothing", async () => {
  expect(await errorOf()).toMatchObject({ code: "INPUT_MISSING", details: { output: "table:objects" } });
});
