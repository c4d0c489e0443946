import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Diagnostic, definePipeline, type PipelineSpec, type PlateResult, reduce, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { calculateThreshold, countNuclei, measureHistogram, mergeTables } from "@ohcs/functions";
import { compileBatch, type OrchestratorOptions, type PlateOutcome, resumeRun, runBatch } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { countRows, listValues } from "../../test/batch-functions.ts";
import { MODULES, makeSamplePlates, type SamplePlates } from "../../test/folders.ts";
import { treeOf } from "../../test/tree-of.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
const host = nodePlateHost();
const surroundings = { modules: MODULES, host };
/** Two plates for all tests, and a finished run over them, with which many begin. */
let plates: SamplePlates;
let finished: Awaited<ReturnType<typeof run>>;
const template = () => join(plates.folder, "template");
async function begun() {
  await cp(template(), out(), { recursive: true, preserveTimestamps: true });
  return finished;
}
beforeAll(async () => {
  plates = await makeSamplePlates(["P10", "P2"], { tile: 48, radius: [5, 7] });
  finished = await run();
  await rename(out(), template());
});
afterEach(() => rm(out(), { recursive: true, force: true }));
afterAll(() => plates.remove());

const steps = [
  step("count", { func: countNuclei() }),
  step("histogram", { func: measureHistogram(), inputs: { image: "pipelineStart" } }),
  reduce("threshold", { from: "json:histogram", func: calculateThreshold(), emits: ["artifact:threshold"] }),
] as const;
const allWells = reduce("all", {
  axis: "batch",
  from: "table:wells",
  func: mergeTables(),
  emits: { "table:all": "merged" },
});
const screen = definePipeline({ name: "screen", steps: [...steps, allWells] });

const out = (...path: readonly string[]) => join(plates.folder, "out", ...path);

async function compiled(
  names: readonly string[] = ["P10", "P2"],
  pipeline: PipelineSpec = screen,
  config: OrchestratorOptions["config"] = {},
) {
  const orchestrators = names.map((name) =>
    plates.orchestrator({
      plateRoot: plates.roots[name] ?? name,
      config: { ...config, commandLine: [{ layer: { outputFolder: out() } }] },
    }),
  );
  for (const orchestrator of orchestrators) await orchestrator.initialize();
  return { plates: orchestrators, ...(await compileBatch(orchestrators, pipeline, host)) };
}

const errorsIn = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ severity }) => severity === "error");

async function run(settings: { resume?: boolean; names?: readonly string[]; signal?: AbortSignal } = {}) {
  const { names, signal, ...rest } = settings;
  const cancelled = signal === undefined ? {} : { signal };
  const { diagnostics, ...batch } = await compiled(names);
  expect(errorsIn(diagnostics)).toEqual([]);
  return runBatch({ ...batch, ...surroundings, ...cancelled, settingsOf: () => ({ runner, ...rest }) });
}

const resultOf = (outcome: PlateOutcome | null | undefined): PlateResult => {
  if (outcome == null || "error" in outcome) throw new Error(JSON.stringify(outcome));
  return outcome;
};
const plateNamed = (name: string, outcomes: readonly PlateOutcome[]) =>
  outcomes.find(({ plateId }) => plateId === name);
const table = () => readFile(out("screen_batch_openhcs", "results", "all.csv"), "utf8");
const rows = async () => (await table()).trim().split("\n").slice(1);
const statusOf = (outcome: PlateOutcome | null) => resultOf(outcome).phases[0]?.result?.status;

/** Cuts every image of a plate in half, or those of one well, until the test has finished. */
async function damage(name: string, well = ""): Promise<void> {
  const root = plates.roots[name] ?? "";
  const files = (await readdir(root, { recursive: true })).filter((file) => /\.tiff?$/i.test(file));
  const paths = files.filter((file) => file.includes(well)).map((file) => join(root, file));
  expect(paths.length).toBeGreaterThan(0);
  for (const [i, path] of paths.entries()) {
    const bytes = await readFile(path);
    const aside = join(plates.folder, `${name}-${i}`);
    await rename(path, aside);
    await writeFile(path, bytes.subarray(0, bytes.length >> 1));
    onTestFinished(() => rename(aside, path));
  }
}

test("each plate has its own output; then one table holds the rows of all, plates in natural order", async () => {
  const { plates: results, batch } = await begun();
  expect(results.map((outcome) => [outcome.plateId, resultOf(outcome).status])).toEqual([
    ["P10", "complete"],
    ["P2", "complete"],
  ]);
  const { status, outputRoot, wells, phases } = resultOf(batch);
  expect([status, outputRoot, Object.keys(wells)]).toEqual(["complete", out("screen_batch_openhcs"), ["P2", "P10"]]);
  expect(phases[0]).toMatchObject({ name: "all", contributors: ["P2", "P10"], excluded: [] });
  const [header = ""] = (await table()).split("\n");
  expect(header.split(",").slice(0, 3)).toEqual(["Metadata_Plate", "Metadata_Well", "Metadata_Status"]);
  expect((await rows()).map((row) => row.split(",").slice(0, 2).join(" "))).toEqual([
    "P2 A01",
    "P2 B02",
    "P10 A01",
    "P10 B02",
  ]);
  const own = await Promise.all(
    ["P2", "P10"].map((name) => readFile(out(`${name}_openhcs`, "images_results", "wells.csv"), "utf8")),
  );
  expect(await rows()).toEqual(own.flatMap((text) => text.trim().split("\n").slice(1)));
});

test("with one plate it runs over that one", async () => {
  const { batch } = await run({ names: ["P2"] });
  expect(resultOf(batch).phases[0]?.contributors).toEqual(["P2"]);
  expect((await rows()).length).toBe(2);
});

test("resuming skips what is done, and repeats exactly the reduction when one plate's table changed", async () => {
  await begun();
  const before = await treeOf(out("screen_batch_openhcs", "results"), true);
  const again = await run({ resume: true });
  expect(statusOf(again.batch)).toBe("skipped");
  expect(await treeOf(out("screen_batch_openhcs", "results"), true)).toEqual(before);
  await damage("P2", "B02");
  const changed = await run({ resume: true });
  expect(statusOf(changed.batch)).toBe("success");
  const statuses = Object.values(resultOf(plateNamed("P10", changed.plates)).wells).map(({ status }) => status);
  expect(statuses).toEqual(["skipped", "skipped"]);
  expect((await rows()).map((row) => row.split(",")[2])).toEqual(["success", "error", "success", "success"]);
});

test("a reduction over plates can be resumed separately, and reads the plates anew", async () => {
  await begun();
  const outputRoot = out("screen_batch_openhcs");
  const resumed = async () => (await resumeRun({ outputRoot, modules: MODULES, host, runner })).result;
  expect((await resumed()).phases[0]?.result?.status).toBe("skipped");
  await rm(out("P2_openhcs"), { recursive: true });
  expect((await resumed()).phases[0]).toMatchObject({
    status: "complete",
    contributors: ["P10"],
    excluded: [{ well: "P2", reason: "neverRun" }],
  });
});

test("a plate without one well that succeeded does not contribute, and does not stop the others", async () => {
  await damage("P10");
  const { plates: results, batch } = await run();
  expect(results.map((outcome) => resultOf(outcome).status)).toEqual(["failed", "complete"]);
  const { status, wells, phases } = resultOf(batch);
  expect(status).toBe("partial");
  expect(phases[0]).toMatchObject({
    status: "complete",
    contributors: ["P2"],
    excluded: [{ well: "P10", reason: "failed" }],
  });
  expect(wells.P10?.error).toMatchObject({ code: "PLATE_UNUSABLE" });
  expect((await rows()).length).toBe(2);
  await damage("P2");
  const none = resultOf((await run()).batch);
  expect(none.status).toBe("failed");
  expect(none.phases[0]?.result?.error).toMatchObject({
    code: "TOO_FEW_WELLS",
    message: "Cannot reduce 'all': expected at least 1 plates, got 0",
  });
});

test("while another command has one of the outputs none is run, and nothing is made", async () => {
  for (const held of ["P2_openhcs", "P10_openhcs"]) {
    const lock = await host.run.openOutput(out(held));
    await expect(run()).rejects.toMatchObject({ code: "OUTPUT_LOCKED", message: expect.stringContaining(held) });
    expect(readdirSync(out())).toEqual([held]);
    await lock.release();
  }
  expect(existsSync(out())).toBe(false);
});

test("until the last run has ended no other command gets one of the outputs", async () => {
  const batch = await compiled();
  const codes: unknown[] = [];
  const onRun = async () => {
    for (const name of ["P2_openhcs", "P10_openhcs"])
      codes.push(await host.run.openOutput(out(name)).catch(({ code }) => code));
  };
  await runBatch({ ...batch, ...surroundings, settingsOf: () => ({ runner }), onRun });
  expect(codes).toEqual(Array.from({ length: 6 }, () => "OUTPUT_LOCKED"));
  for (const name of ["P2_openhcs", "P10_openhcs"]) await (await host.run.openOutput(out(name))).release();
});

test("a plate whose output cannot be opened is an error value, and nothing older is taken for it", async () => {
  await begun();
  rmSync(out("P2_openhcs", ".ohcs"), { recursive: true });
  writeFileSync(out("P2_openhcs", ".ohcs"), "");
  const { plates: results, batch } = await run();
  expect(plateNamed("P2", results)).toMatchObject({
    outputRoot: out("P2_openhcs"),
    error: { code: "OUTPUT_NOT_WRITABLE" },
    result: null,
  });
  expect(resultOf(batch).phases[0]).toMatchObject({
    contributors: ["P10"],
    excluded: [{ well: "P2", reason: "neverRun" }],
  });
});

test("a plate's table that is not as it was committed is not read", async () => {
  const batch = await compiled();
  const spoil = () => writeFileSync(out("P2_openhcs", "images_results", "wells.csv"), "spoilt");
  const result = await runBatch({
    ...batch,
    ...surroundings,
    settingsOf: () => ({ runner }),
    onRun: (run, plate) => {
      if (plate === batch.plates[1]) run.subscribe(({ type }) => type === "runFinished" && spoil());
    },
  });
  expect(resultOf(result.batch).phases[0]?.excluded).toEqual([{ well: "P2", reason: "damaged" }]);
});

test("a cancelled run says so of every plate that it did not begin, and reduces nothing", async () => {
  const { plates: results, batch } = await run({ signal: AbortSignal.abort() });
  expect(results).toMatchObject([
    { plateId: "P10", error: { code: "PLATE_NOT_BEGUN" } },
    { plateId: "P2", error: { code: "PLATE_NOT_BEGUN" } },
  ]);
  expect(batch).toMatchObject({ error: { code: "PLATE_NOT_BEGUN" } });
});

test("each plate is run as is said for it; one whose turn cannot begin does not stop the next", async () => {
  const batch = await compiled();
  const asked: string[] = [];
  const { plates: results } = await runBatch({
    ...batch,
    ...surroundings,
    settingsOf: async ({ outputRoot }) => {
      asked.push(outputRoot);
      if (outputRoot === out("P10_openhcs")) throw new Error("no such runner");
      return { runner: { ...runner, name: "own" } };
    },
  });
  expect(asked).toEqual([out("P10_openhcs"), out("P2_openhcs"), out("P10_openhcs")]);
  expect(results).toMatchObject([
    { plateId: "P10", error: { message: "no such runner" } },
    { plateId: "P2", environment: { runner: "own" } },
  ]);
});

test("a run whose follower failed still ends before the next begins; its result is kept beside the error, and is reduced", async () => {
  const batch = await compiled();
  const seen: string[] = [];
  const { plates: results, batch: over } = await runBatch({
    ...batch,
    ...surroundings,
    settingsOf: () => ({ runner }),
    onRun: async (run, plate) => {
      const turn = plate === null ? -1 : batch.plates.indexOf(plate);
      seen.push(`${turn} begins`);
      run.result.then(() => seen.push(`${turn} ended`));
      if (turn === 0) throw new Error("disk full");
    },
  });
  expect(seen.slice(0, 3)).toEqual(["0 begins", "0 ended", "1 begins"]);
  expect(results).toMatchObject([
    { plateId: "P10", error: { message: "disk full" }, result: { plateId: "P10", status: "complete" } },
    { status: "complete" },
  ]);
  expect(resultOf(over).phases[0]).toMatchObject({ contributors: ["P2", "P10"], excluded: [] });
});

test("a cancellation between two plates keeps the first and begins no other; resuming comes to an uninterrupted run", async () => {
  const madeTree = async () => Object.entries(await treeOf(out())).filter(([path]) => !path.includes(".ohcs"));
  await begun();
  const whole = await madeTree();
  await rm(out(), { recursive: true });

  const controller = new AbortController();
  const cancelled = await runBatch({
    ...(await compiled()),
    ...surroundings,
    settingsOf: () => ({ runner }),
    signal: controller.signal,
    onRun: (first) => first.result.then(() => controller.abort()),
  });
  expect(cancelled).toMatchObject({
    plates: [{ plateId: "P10", status: "complete" }, { error: { code: "PLATE_NOT_BEGUN" } }],
    batch: { plateId: "screen_batch", error: { code: "PLATE_NOT_BEGUN" } },
  });
  expect(await readdir(out())).toEqual(["P10_openhcs"]);
  const [first] = (await run({ resume: true })).plates;
  expect(Object.values(resultOf(first).wells).map(({ status }) => status)).toEqual(["skipped", "skipped"]);
  expect(await madeTree()).toEqual(whole);
});

test("artifacts of plates and JSON among them are read as well, each with its plate; a fold takes plate after plate", async () => {
  const rowsOfPlate = reduce("rows", {
    from: "table:counts",
    func: mergeTables(),
    emits: { "artifact:rows": "merged" },
  });
  const settings = { axis: "batch", emits: ["json:listed"] } as const;
  const listed = reduce("list", { ...settings, from: "artifact:threshold", func: listValues() });
  const counted = reduce("rows-of-all", {
    ...settings,
    from: "artifact:rows",
    func: countRows(),
    emits: ["json:rows"],
  });
  const { diagnostics, ...batch } = await compiled(["P10", "P2"], {
    name: "screen",
    steps: [...steps, rowsOfPlate, listed, counted],
  });
  expect(diagnostics).toEqual([]);
  const result = await runBatch({ ...batch, ...surroundings, settingsOf: () => ({ runner }) });
  expect(resultOf(result.batch).phases.map(({ name, status }) => [name, status])).toEqual([
    ["list", "complete"],
    ["rows-of-all", "complete"],
    ["metadata", "complete"],
  ]);
  const made = async (name: string) => JSON.parse(await readFile(out("screen_batch_openhcs", "results", name), "utf8"));
  expect(await made("listed.json")).toMatchObject({
    keys: [{ plate: "P2" }, { plate: "P10" }],
    values: ["P2", "P10"].map(() => ({ channels: { "1": { threshold: expect.any(Number) } } })),
    contributors: [
      { well: "P2", status: "success" },
      { well: "P10", status: "success" },
    ],
  });
  expect(await made("rows.json")).toEqual([2, 2]);
});

test("two plates of one name are an error before anything runs, with both folders", async () => {
  const twin = await makeSamplePlates(["P2"], { tile: 48 });
  const { diagnostics, isSound, job } = await compiled(["P2", twin.roots.P2 ?? ""]);
  await twin.remove();
  expect([isSound, job]).toEqual([false, null]);
  expect(errorsIn(diagnostics)).toMatchObject([
    { code: "PATH_COLLISION", where: { plate: "P2", file: out("P2_openhcs") } },
    { code: "PLATE_NAME_DUPLICATE", where: { plate: "P2", file: twin.roots.P2 }, got: `that of '${plates.roots.P2}'` },
  ]);
  expect(await readdir(plates.folder)).not.toContain("out");
});

test("all problems of all plates are reported: once if all have them, else with the plate", async () => {
  const unknown = step("unknown", { func: { use: "noSuchFunction" } });
  const { diagnostics } = await compiled(
    ["P10", "P2"],
    { name: "screen", steps: [...steps, allWells, unknown] },
    { plates: { P2: { layer: { wellFilter: ["H12"] } } } },
  );
  expect(errorsIn(diagnostics).map(({ code, where }) => [code, where.plate])).toEqual([
    ["FUNCTION_UNKNOWN", undefined],
    ["WELL_UNKNOWN", "P2"],
  ]);
});
