import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprintOf, type Json, ProcessingContext, sha256Hex, type Table, type WellRecord } from "@ohcs/context";
import type { ExecuteOptions } from "@ohcs/executor";
import { describeRun, explainWell, readRunRecord, readStoredPlan, readStoredRun } from "@ohcs/records";
import { nodeRunHost } from "@ohcs/records/host";
import { contextOf, fromStep, plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { projectionOf } from "../../test/projection.ts";
import { tablesOf } from "../../test/tables.ts";
import { makeWellFolders } from "../../test/well-folders.ts";
import { inlineRunner } from "../inline/inline-runner.ts";

const WELLS = ["A01", "A02", "B01", "B02"];
const MAP: Table = { columns: ["well", "dose"], rows: WELLS.map((well, i) => [well, i]) };
const MAP_HASH = fingerprintOf(MAP as unknown as Json);
const runner = inlineRunner({ importModule: (url) => import(url) });

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makeWellFolders(WELLS);
});
afterEach(() => folders.remove());

/** The plate with `change` made to the contexts of some wells. */
const plate = (changed: Readonly<Record<string, ProcessingContext>> = {}) =>
  plateOf(
    WELLS.map((well) => changed[well] ?? brightened(well, 1)),
    [{ context: tablesOf(WELLS, MAP_HASH) }],
  );
const brightened = (well: string, by: number, fields = {}) =>
  projectionOf(well, [{ call: "brighten", with: { by } }], fields);

const run = async (compiled = plate(), options: Partial<ExecuteOptions> = {}) =>
  (await runPlate(folders, compiled, runner, { supplied: { [MAP_HASH]: MAP }, ...options })).result;
const resumed = (compiled = plate(), options: Partial<ExecuteOptions> = {}) =>
  run(compiled, { resume: true, ...options });
const statuses = ({ wells }: Awaited<ReturnType<typeof run>>) => Object.values(wells).map(({ status }) => status);
const records = () => Promise.all(WELLS.map((well) => folders.text(`.ohcs/wells/${well}.json`)));
/** What the metadata say of the images. */
const listed = async () => {
  const { subdirectories } = (await folders.json("openhcs_metadata.json")) as {
    readonly subdirectories: { readonly images: { readonly image_files: readonly string[]; readonly main?: true } };
  };
  const { image_files: files, main = false } = subdirectories.images;
  return { wells: files.map((path) => path.replace(/^images\/([^_]*)_.*/, "$1")), isMain: main };
};
const reader = () => nodeRunHost().readOutput(folders.output);

test("resume skips wells and reductions that are done, writes nothing of theirs again, and counts them as success", async () => {
  await run();
  const [before, kept, reduction] = [
    await folders.tree(),
    await records(),
    await folders.text(".ohcs/reductions/tables.json"),
  ];
  const result = await resumed();
  expect(result.status).toBe("complete");
  expect(statuses(result)).toEqual(["skipped", "skipped", "skipped", "skipped"]);
  expect(result.phases[1]).toMatchObject({ status: "complete", contributors: WELLS, result: { status: "skipped" } });
  expect(await folders.tree()).toEqual(before);
  expect(await records()).toEqual(kept);
  expect(await folders.text(".ohcs/reductions/tables.json")).toBe(reduction);
});

test("without resume everything is run again", async () => {
  await run();
  expect(statuses(await run())).toEqual(["success", "success", "success", "success"]);
});

test("a parameter or an input that changed re-runs exactly the wells concerned, and the reduction", async () => {
  await run();
  const changed = { A02: brightened("A02", 5), B01: brightened("B01", 1, { fingerprint: "c".repeat(64) }) };
  const result = await resumed(plate(changed));
  expect(statuses(result)).toEqual(["skipped", "success", "success", "skipped"]);
  expect(result.phases[1]).toMatchObject({ status: "complete", result: { status: "success" } });
  const uninterrupted = await folders.tree();
  await rm(folders.output, { recursive: true });
  await run(plate(changed));
  expect(await folders.tree()).toEqual(uninterrupted);
});

test("a well that was run again with equal outputs does not repeat the reduction", async () => {
  await run();
  const result = await resumed(plate({ B01: brightened("B01", 1, { fingerprint: "c".repeat(64) }) }));
  expect(statuses(result)).toEqual(["skipped", "skipped", "success", "skipped"]);
  expect(result.phases[1]?.result?.status).toBe("skipped");
});

test("an output that is damaged or gone re-runs its well, and gives the same bytes beside the same reduction (landmine 34)", async () => {
  await run();
  const [before, reduction] = [await folders.tree(), await folders.text(".ohcs/reductions/tables.json")];
  const image = join(folders.output, "images/A01_s001_w1_t001.tif");
  const bytes = await folders.text("images/A01_s001_w1_t001.tif");
  await writeFile(image, "x".repeat(bytes.length));
  await rm(join(folders.output, "images_results/B02_objects.csv"));
  expect((await explainWell(reader(), await readStoredPlan(reader()), "A01"))?.verdict).toBe("damaged");
  expect(await explainWell(reader(), await readStoredPlan(reader()), "B02")).toMatchObject({
    verdict: "damaged",
    file: "images_results/B02_objects.csv",
  });
  expect(statuses(await resumed())).toEqual(["success", "skipped", "skipped", "success"]);
  expect(await folders.tree()).toEqual(before);
  expect(await folders.text(".ohcs/reductions/tables.json")).toBe(reduction);
});

test("verification by size takes a file of the right length for the right one; by hash it does not", async () => {
  await run();
  const table = join(folders.output, "images_results/A01_objects.csv");
  const text = await folders.text("images_results/A01_objects.csv");
  await writeFile(table, text.replace("A01", "X99"));
  expect(statuses(await resumed(plate(), { resume: { verify: "size" } }))[0]).toBe("skipped");
  expect(statuses(await resumed(plate(), { resume: { verify: "hash" } }))[0]).toBe("success");
});

test("a failed well neither enters nor blocks a reduction and is named in it; once it succeeds the reduction is repeated (landmine 35)", async () => {
  const stuck = join(folders.source, "stuck");
  await writeFile(stuck, "");
  const compiled = plate({ A02: projectionOf("A02", [{ call: "failsWhile", with: { file: stuck } }]) });
  const first = await run(compiled);
  expect(first).toMatchObject({ status: "partial" });
  expect(first.phases[1]).toMatchObject({ status: "complete", excluded: [{ well: "A02", reason: "FUNCTION_FAILED" }] });
  await rm(stuck);
  const second = await resumed(compiled);
  expect(second.status).toBe("complete");
  expect(statuses(second)).toEqual(["skipped", "success", "skipped", "skipped"]);
  expect(second.phases[1]).toMatchObject({ contributors: WELLS, result: { status: "success" } });
  expect((await folders.table("images_results/wells.csv")).rows.map(([, well, status]) => [well, status])).toEqual(
    WELLS.map((well) => [well, "success"]),
  );
});

test("a well that fails after its table was stored contributes nothing to a reduction (landmine 35)", async () => {
  const stuck = join(folders.source, "stuck");
  await writeFile(stuck, "");
  const early = brightened("A02", 1);
  const { stepPlans } = contextOf({
    well: "A02",
    steps: [
      {
        name: "late",
        stepIndex: 2,
        inputs: { image: fromStep(0) },
        chain: [{ call: "failsWhile", with: { file: stuck } }],
        groups: [{ key: "s001_w1_t001", coordinates: { site: 1 }, inputs: { image: [0] } }],
      },
    ],
  });
  const late = new ProcessingContext({ ...early.toObject(), stepPlans: early.stepPlans.concat(stepPlans) });
  const { wells, phases } = await run(plate({ A02: late }));
  expect(wells.A02).toMatchObject({ status: "error", error: { step: { name: "late" } } });
  expect(wells.A02?.outputs.map(({ path }) => path)).toContain("images_results/A02_objects.csv");
  expect(phases[1]).toMatchObject({ status: "complete", contributors: ["A01", "B01", "B02"] });
  expect(await folders.text("images_results/objects.csv")).not.toContain("A02");
  expect(await folders.text("images_results/objects.csv")).toContain("A01");
});

test("after a failed reduction no table of an earlier run passes for this one's (landmine 46)", async () => {
  await run();
  expect(Object.keys(await folders.tree())).toContain("images_results/wells.csv");
  const bad = plateOf(
    WELLS.map((well) => brightened(well, 1)),
    [{ context: tablesOf(WELLS, MAP_HASH), minWells: WELLS.length + 1 }],
  );
  for (const [failing, code] of [
    [bad, "TOO_FEW_WELLS"],
    [
      plateOf(
        WELLS.map((well) => brightened(well, 1)),
        [{ context: tablesOf(WELLS, MAP_HASH, "throws") }],
      ),
      "FUNCTION_FAILED",
    ],
  ] as const) {
    await run();
    const { status, phases } = await run(failing);
    expect(status).toBe("partial");
    expect(phases[1]).toMatchObject({ status: "failed", result: { error: { code } } });
    const files = Object.keys(await folders.tree());
    expect(files.filter((path) => /results\/(objects|wells)\.csv$/.test(path))).toEqual([]);
    expect(files).toContain("images_results/A01_objects.csv");
  }
});

test("a resumed run that is cancelled lists what is done already as before, in a plate that stays complete", async () => {
  await run();
  const before = await folders.tree();
  const cancelled = await resumed(plate(), { signal: AbortSignal.abort() });
  expect(statuses(cancelled)).toEqual(WELLS.map(() => "cancelled"));
  expect(await folders.tree()).toEqual(before);
  await rm(join(folders.output, "images/A02_s001_w1_t001.tif"));
  await resumed(plate(), { signal: AbortSignal.abort() });
  expect(await listed()).toEqual({ wells: ["A01", "B01", "B02"], isMain: false });
});

test("of a changed plan no image of the plan before is listed, whether its wells failed or never began", async () => {
  await run();
  expect(await listed()).toEqual({ wells: WELLS, isMain: true });
  const [bad, good] = [projectionOf("A01", ["throws"]), brightened("A02", 5)];
  await run(plateOf([bad, good]));
  expect(await listed()).toEqual({ wells: ["A02", "B01", "B02"], isMain: false });
  await run(plateOf(WELLS.map((well) => projectionOf(well, ["throws"]))));
  expect(await listed()).toEqual({ wells: [], isMain: false });
  await run();
  await run(plateOf(WELLS.map((well) => brightened(well, 5))), { signal: AbortSignal.abort() });
  expect(await listed()).toEqual({ wells: [], isMain: false });
});

test("onlyFailed runs failed wells and leaves out those that have no valid result", async () => {
  const stuck = join(folders.source, "stuck");
  await writeFile(stuck, "");
  const compiled = plate({ A02: projectionOf("A02", [{ call: "failsWhile", with: { file: stuck } }]) });
  await run(compiled);
  await rm(stuck);
  await rm(join(folders.output, ".ohcs/wells/B01.json"));
  const result = await resumed(compiled, { resume: { onlyFailed: true } });
  expect(statuses(result)).toEqual(["skipped", "success", "error", "skipped"]);
  expect(result.wells.B01?.error?.code).toBe("WELL_LEFT_OUT");
});

test.each<readonly [string, (text: string) => string]>([
  ["is cut short", (text) => text.slice(0, 40)],
  ["is no JSON object", () => "null"],
  ["lost its fragment", changing(({ fragment: _, ...rest }) => rest)],
  ["says that nothing was stored", changing((record) => ({ ...record, result: { ...record.result, outputs: [] } }))],
  ["lists no file", changing((record) => ({ ...record, result: { ...record.result, outputs: [null] } }))],
  ["was edited", changing((record) => ({ ...record, log: ["all is well"] }))],
  ["lost its digest", changing(({ sha256: _, ...rest }) => rest)],
])("a record that %s is not believed: status and why say so, and resuming runs its well again", async (_, change) => {
  await run();
  const before = await folders.tree();
  const path = join(folders.output, ".ohcs/wells/A01.json");
  await writeFile(path, change(await folders.text(".ohcs/wells/A01.json")));
  expect((await describeRun(reader())).wells.A01).toMatchObject({ state: "damaged", error: "RECORD_CORRUPT" });
  expect((await explainWell(reader(), await readStoredPlan(reader()), "A01"))?.verdict).toBe("recordDamaged");
  expect(statuses(await resumed())).toEqual(["success", "skipped", "skipped", "skipped"]);
  expect(await folders.tree()).toEqual(before);
});

test("a record of a reduction that was edited is not believed: resuming makes its tables again", async () => {
  await run();
  const path = ".ohcs/reductions/tables.json";
  const none = changing((record) => ({ ...record, result: { ...record.result, outputs: [] } }));
  await writeFile(join(folders.output, path), none(await folders.text(path)));
  await rm(join(folders.output, "images_results/wells.csv"));
  const { phases } = await resumed();
  expect(phases[1]).toMatchObject({ status: "complete", result: { status: "success" } });
  expect((await folders.table("images_results/wells.csv")).rows).toHaveLength(WELLS.length);
});

test("a record that changes before the run is closed is not listed: the run says so", async () => {
  const host = nodeRunHost();
  const openOutput = async (root: string) => {
    const folder = await host.openOutput(root);
    const readText = async (path: string) => {
      const text = await folder.readText(path);
      return path.endsWith("wells/A01.json") ? (text?.replace("A01_s001", "X01_s001") ?? null) : text;
    };
    return { ...folder, readText };
  };
  const { status, phases } = await run(plate(), { host: { ...host, openOutput } });
  expect(status).toBe("partial");
  expect(phases.at(-1)).toMatchObject({ name: "metadata", result: { error: { code: "RECORD_CORRUPT" } } });
});

/** Changes a record, and leaves its digest as it is. */
function changing(change: (record: WellRecord) => object): (text: string) => string {
  return (text) => JSON.stringify(change(JSON.parse(text) as WellRecord));
}

test("explainWell() names the parameter and the input that changed since the result was made", async () => {
  const image = join(folders.source, "A02_z1.tif");
  const { size: bytes } = await stat(image);
  const sources = (mtimeMs: number) => ({ "A02_z1.tif": [bytes, mtimeMs] }) as const;
  await utimes(image, 1, 1);
  await run(plate(), { sources: sources(1000) });
  await utimes(image, 2, 2);
  const changed = plate({ A02: brightened("A02", 5), B01: brightened("B01", 2) });
  const { result } = await runPlate(folders, changed, runner, {
    supplied: {},
    sources: sources(2000),
    signal: AbortSignal.abort(),
  });
  expect(result.status).toBe("cancelled");
  const plan = await readStoredPlan(reader());
  expect(await explainWell(reader(), plan, "A01")).toMatchObject({ verdict: "upToDate", changes: null });
  expect(await explainWell(reader(), plan, "A02")).toMatchObject({
    verdict: "changed",
    changes: [
      {
        what: "input",
        where: "A02_z1.tif",
        before: { bytes, changedAt: "1970-01-01T00:00:01.000Z" },
        after: { bytes },
      },
      { what: "parameter", where: "step 'project' brighten by", before: 1, after: 5 },
    ],
  });
  await resumed(changed, { sources: sources(2000) });
  expect(await explainWell(reader(), await readStoredPlan(reader()), "B01")).toMatchObject({
    verdict: "upToDate",
    changes: [{ what: "parameter", where: "step 'project' brighten by", before: 1, after: 2 }],
  });
  expect(await explainWell(reader(), plan, "H12")).toBeNull();
});

test("readStoredRun() gives back the plate that was run, byte by byte, with what it was supplied", async () => {
  const compiled = plate();
  await run(compiled);
  const stored = await readStoredRun(reader());
  expect(stored.plan.plate.toJS()).toEqual(compiled.toJS());
  expect(stored.supplied).toEqual({ [MAP_HASH]: MAP });
  expect(stored.record.roots).toEqual({ source: folders.source, output: folders.output });
  await writeFile(join(folders.output, ".ohcs/plan.json"), "{}");
  const where = { details: { root: folders.output }, message: expect.stringContaining(`'${folders.output}'`) };
  await expect(readStoredRun(reader())).rejects.toMatchObject({ code: "RUN_CORRUPT", ...where });
  await rm(join(folders.output, ".ohcs"), { recursive: true });
  await expect(readStoredRun(reader())).rejects.toMatchObject({ code: "RUN_NOT_FOUND", ...where });
});

test("a supplied table or a user module that is not what its name says is refused before anything is run", async () => {
  const code = "export { brighten } from 'test:functions';";
  const name = `user:${sha256Hex(code)}`;
  const compiled = plate({ A02: projectionOf("A02", [{ call: "brighten", module: name, with: { by: 1 } }]) });
  await run(compiled, { userModules: { [name]: code } });
  expect((await readStoredRun(reader())).userModules).toEqual({ [name]: code });
  for (const path of [`.ohcs/inputs/${MAP_HASH}.json`, `.ohcs/modules/${sha256Hex(code)}.mjs`]) {
    const text = await folders.text(path);
    await writeFile(join(folders.output, path), text.replace("1", "2").replace("brighten", "darken"));
    await expect(readStoredRun(reader())).rejects.toMatchObject({ code: "RUN_FILE_CHANGED", details: { path } });
    await writeFile(join(folders.output, path), text);
  }
  await expect(run(plate(), { supplied: { [MAP_HASH]: { ...MAP, rows: [] } } })).rejects.toMatchObject({
    code: "RUN_FILE_CHANGED",
  });
});

test("a user module that was linked to other packages is proved by its own text", async () => {
  const name = `user:${"e".repeat(64)}`;
  const compiled = plate({ A02: projectionOf("A02", [{ call: "brighten", module: name, with: { by: 1 } }]) });
  await run(compiled, { userModules: { [name]: "export {};" } });
  expect((await readStoredRun(reader())).userModules).toEqual({ [name]: "export {};" });
  await writeFile(join(folders.output, `.ohcs/modules/${sha256Hex("export {};")}.mjs`), "export default 1;");
  await expect(readStoredRun(reader())).rejects.toMatchObject({ code: "RUN_FILE_CHANGED" });
});

test("a plate map that changes while the run goes on enters no table", async () => {
  const host = nodeRunHost();
  const openOutput = async (root: string) => {
    const folder = await host.openOutput(root);
    const writeText = (path: string, text: string | Iterable<string>) =>
      folder.writeText(path, path.includes("inputs/") ? String(text).replace("dose", "data") : text);
    return { ...folder, writeText };
  };
  const { phases } = await run(plate(), { host: { ...host, openOutput } });
  expect(phases[1]).toMatchObject({ status: "failed", result: { error: { code: "RUN_FILE_CHANGED" } } });
});

test.each([
  ["RUN_NOT_FOUND", null],
  ["RUN_CORRUPT", "{"],
  ["RUN_CORRUPT", "null"],
  ["RUN_CORRUPT", '{ "roots": {} }'],
  ["RUN_CORRUPT", '{ "roots": { "source": "P" }, "settings": null }'],
  ["RUN_CORRUPT", '{ "roots": { "source": "P" }, "environment": null }'],
  ["RUN_CORRUPT", '{ "roots": { "source": "P" }, "phases": [null] }'],
  ["RUN_CORRUPT", '{ "roots": { "source": "P" }, "takenOver": {} }'],
  ["RUN_CORRUPT", '{ "roots": { "source": "P" }, "plateId": 7 }'],
])("readRunRecord() says of which folder it is %s (%#)", async (code, text) => {
  const file = join(folders.output, ".ohcs", "run.json");
  await mkdir(join(folders.output, ".ohcs"), { recursive: true });
  if (text !== null) await writeFile(file, text);
  await expect(readRunRecord(reader())).rejects.toMatchObject({
    code,
    details: { root: folders.output },
    message: expect.stringContaining(`'${folders.output}'`),
  });
});

test("describeRun() says of a run that is not known to have ended who holds its output", async () => {
  await run();
  expect(await describeRun(reader())).toMatchObject({ status: "complete", holder: null });
  const record = join(folders.output, ".ohcs/run.json");
  await writeFile(record, JSON.stringify({ ...JSON.parse(await readFile(record, "utf8")), status: "running" }));
  expect(await describeRun(reader())).toMatchObject({ status: "interrupted", holder: null });
  await mkdir(join(folders.output, ".ohcs/lock"));
  await writeFile(join(folders.output, ".ohcs/lock/1"), JSON.stringify([{ pid: 7, host: "elsewhere", token: "a" }]));
  expect(await describeRun(reader())).toMatchObject({
    status: "running",
    holder: { pid: 7, host: "elsewhere", isSeen: false, lastSignOfLife: expect.any(String) },
  });
});

test("describeRun() reports the state of every well from the records", async () => {
  await run(plate({ A02: projectionOf("A02", ["throws"]) }));
  await rm(join(folders.output, ".ohcs/wells/B01.json"));
  expect(await describeRun(reader())).toMatchObject({
    status: "partial",
    pipeline: "fixture",
    source: folders.source,
    wells: {
      A01: { state: "success" },
      A02: { state: "error", error: "FUNCTION_FAILED" },
      B01: { state: "pending", attempts: 0 },
    },
    phases: [{ name: "wells" }, { name: "tables" }],
  });
});
