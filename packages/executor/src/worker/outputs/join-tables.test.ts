import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineBackend, defineFunction, NO_PARAMETERS, type TableInput, type WellFile } from "@ohcs/context";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { contextOf, MODULES, storedValue } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commitTable } from "../../../test/commit-table.ts";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone, type StandIns } from "../../../test/run-alone.ts";

const WELLS = ["A01", "A02", "B01"];
const MERGED = "images_results/merged.csv";
let folders: PlateFolders;
let wellFiles: readonly WellFile[];
let called: number;
beforeEach(async () => {
  called = 0;
  folders = await makePlateFolders("file:///none.mjs");
  wellFiles = await Promise.all(WELLS.map((well) => commitTable(folders, well, "objects")));
});
afterEach(() => folders.remove());

const context = contextOf({
  well: "tables",
  axis: "plate",
  wells: WELLS,
  steps: [
    {
      name: "merge",
      stepType: "join",
      chain: [{ call: "merge", inputs: ["table"], outputs: { merged: "table:merged" } }],
      inputs: { table: { source: "wells", kind: "table", step: 0, output: "table:objects" } },
      groups: [{ key: "", inputs: { table: [0] } }],
      outputs: { "table:merged": { kind: "table", store: storedValue("merged", ".csv") } },
    },
  ],
});

const merge = defineFunction({
  name: "merge",
  version: "1.0.0",
  summary: "For tests",
  params: NO_PARAMETERS,
  scope: "reduce",
  returnsImage: false,
  inputs: { table: { kind: "table" } },
  outputs: { merged: { kind: "table" } },
  run: ({ table }) => {
    called++;
    const { tables } = table as TableInput;
    return { outputs: { merged: { columns: ["Metadata_Well"], rows: tables.flatMap(({ rows }) => rows) } } };
  },
});

async function run({ files = wellFiles, standIns = {}, signal }: RunJoin = {}) {
  const contributors = WELLS.map((well) => ({ well, status: "success" }) as const);
  const { result } = await runAlone(folders, context, {
    contributors,
    wellFiles: files,
    standIns: { [MODULES.functions]: { merge }, ...standIns },
    ...(signal === undefined ? {} : { signal }),
  });
  return result;
}

interface RunJoin {
  readonly files?: readonly WellFile[];
  readonly standIns?: StandIns;
  readonly signal?: AbortSignal;
}

const wellsIn = async () => (await folders.table(MERGED)).rows.map((row) => row.at(-1));

test("the tables of wells become one file in their order, without a call of the function, and the file is an output", async () => {
  const { error, outputs } = await run({ files: wellFiles.toReversed() });
  expect(error).toBeNull();
  expect(called).toBe(0);
  expect(await wellsIn()).toEqual(WELLS);
  expect(outputs).toMatchObject([{ path: MERGED, bytes: 26, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
});

test("where no well has a table the function makes the empty one", async () => {
  expect((await run({ files: [] })).error).toBeNull();
  expect(called).toBe(1);
  expect(await folders.text(MERGED)).toBe("Metadata_Plate,Metadata_Well\n");
});

test("where storage cannot join tables the function does", async () => {
  const plain = (options: object) =>
    Object.assign(new DiskBackend(options as { root: string }), { joinTables: undefined });
  const diskBackend = defineBackend({ name: "disk", version: "1.0.0", create: plain });
  expect((await run({ standIns: { [MODULES.disk]: { diskBackend } } })).error).toBeNull();
  expect(called).toBe(1);
  expect(await wellsIn()).toEqual(WELLS);
});

test.each([
  ["gone", "FILE_NOT_FOUND", (path: string) => rm(path)],
  ["another", "COMMITTED_FILE_CHANGED", (path: string) => writeFile(path, "Metadata_Well\nA03\n")],
])("a committed file that is %s ends the reduction, which names it and stores nothing", async (_, code, change) => {
  const file = "images_results/A02_objects.csv";
  await change(join(folders.output, file));
  expect((await run()).error).toMatchObject({ code, file, step: { name: "merge" } });
  expect(Object.keys(await folders.tree())).not.toContain(MERGED);
});

test("no further table is read once the reduction is cancelled", async () => {
  const controller = new AbortController();
  controller.abort();
  const { status, error } = await run({ signal: controller.signal });
  expect([status, error?.code]).toEqual(["cancelled", "WELL_CANCELLED"]);
  expect(Object.keys(await folders.tree())).not.toContain(MERGED);
});
