import { cp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  artifact,
  definePipeline,
  fingerprintOf,
  type PipelineSpec,
  type PlateResult,
  type ReductionSpec,
  reduce,
  type StepSpec,
  step,
  type WellRecord,
} from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { countNuclei, maxProjection, mergeTables } from "@ohcs/functions";
import { type RunSettings, resumeRun } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { plateWide } from "../../test/phase-pipelines.ts";
import { sealed } from "../../test/sealed.ts";
import { treeOf } from "../../test/tree-of.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
/** One plate for all tests, and a finished run of it, with which most begin. */
let plate: SamplePlate;
let finished: PlateResult;
const template = () => join(plate.folder, "template");
async function begun(): Promise<PlateResult> {
  await cp(template(), output(), { recursive: true, preserveTimestamps: true });
  return finished;
}
beforeAll(async () => {
  plate = await makeSamplePlate({ sites: 2, z: 2, tile: 48, channels: 2, wells: 3, radius: [5, 7] });
  finished = await run();
  await rename(output(), template());
});
afterEach(() => Promise.all([output(), part()].map((folder) => rm(folder, { recursive: true, force: true }))));
afterAll(() => plate.remove());

const output = (...path: readonly string[]) => join(plate.folder, "tiny_openhcs", ...path);
/** Where another run of the plate goes. */
const part = (...path: readonly string[]) => join(plate.folder, "part", ...path);

/** Options of a run besides its settings. */
interface Told {
  readonly pipeline?: PipelineSpec;
  /** As on the command line. */
  readonly wells?: readonly string[];
  readonly outputRoot?: string;
}

async function run(
  settings: Partial<RunSettings> = {},
  { pipeline = plateWide, wells, outputRoot = output() }: Told = {},
): Promise<PlateResult> {
  const config = wells === undefined ? {} : { config: { commandLine: [{ layer: { wellFilter: wells } }] } };
  const orchestrator = plate.orchestrator({ ...config, outputRoot });
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(pipeline, {});
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return orchestrator.executeCompiledPlate({ runner, ...settings }).result;
}

const tree = async () => Object.entries(await treeOf(output())).filter(([path]) => !path.startsWith(".ohcs"));
const statuses = ({ wells }: PlateResult) => Object.values(wells).map(({ status }) => status);
const record = async (name: string): Promise<WellRecord> => JSON.parse(await readFile(output(".ohcs", name), "utf8"));

/** A pipeline in which one image of the first well cannot be read. */
async function damage(well: string): Promise<() => Promise<void>> {
  const files = await readdir(plate.plateRoot, { recursive: true });
  const path = join(plate.plateRoot, files.find((file) => file.includes(well) && /\.tiff?$/i.test(file)) ?? "");
  const bytes = await readFile(path);
  await rename(path, join(plate.folder, "whole.tif"));
  await writeFile(path, bytes.subarray(0, bytes.length >> 1));
  return () => rename(join(plate.folder, "whole.tif"), path);
}

test("phases hand artifacts on; name, content hash, contributors and exclusions are recorded", async () => {
  const result = await begun();
  expect(Object.values(result.wells).map(({ error }) => error)).toEqual([null, null, null]);
  expect(result.status).toBe("complete");
  expect(result.phases.map(({ name, kind, status }) => [name, kind, status])).toEqual([
    ["wells", "map", "complete"],
    ["illumination", "reduce", "complete"],
    ["wells-2", "map", "complete"],
    ["threshold", "reduce", "complete"],
    ["wells-3", "map", "complete"],
    ["tables", "reduce", "complete"],
    ["metadata", "reduce", "complete"],
  ]);
  const [light] = result.phases[1]?.artifacts ?? [];
  expect(light).toMatchObject({ name: "light", path: `artifacts/light/${light?.hash}.json` });
  const value = JSON.parse(await readFile(output(light?.path ?? ""), "utf8"));
  expect(fingerprintOf(value)).toBe(light?.hash);
  expect(Object.keys(value.channels)).toEqual(["1", "2"]);
  const [first = ""] = Object.keys(result.wells);
  expect((await record(`wells/${first}-2.json`)).artifacts).toEqual([{ name: "light", hash: light?.hash }]);
  expect((await record(`wells/${first}.json`)).artifacts).toBe(undefined);
  const stored = JSON.parse(await readFile(output(".ohcs/run.json"), "utf8")) as PlateResult;
  expect(stored.phases[1]).toMatchObject({ contributors: Object.keys(result.wells), excluded: [], artifacts: [light] });
  const files = Object.fromEntries(await tree());
  expect(Object.keys(files).filter((path) => path.startsWith("images/"))).toHaveLength(3 * 2 * 2);
});

test("a phase announces how many wells it has: all where a later one needs them, else those that were asked for", async () => {
  const orchestrator = plate.orchestrator({ config: { commandLine: [{ layer: { wellFilter: ["A02"] } }] } });
  await orchestrator.initialize();
  await orchestrator.compilePipelines(plateWide, {});
  const announced: Record<string, number> = {};
  for await (const event of orchestrator.executeCompiledPlate({ runner }).events)
    if (event.type === "phaseStarted" && event.kind === "map") announced[event.name] = event.contexts;
  expect(announced).toEqual({ wells: 3, "wells-2": 3, "wells-3": 1 });
});

test("a failed well neither enters nor blocks a reduction, and is named in it (landmine 35)", async () => {
  const repair = await damage("A02");
  const result = await run();
  expect(result.status).toBe("partial");
  const [bad] = Object.values(result.wells).filter(({ status }) => status === "error");
  expect(bad?.wellId).toBe("A02");
  for (const at of [1, 3]) {
    expect(result.phases[at]?.contributors).toEqual(Object.keys(result.wells).filter((well) => well !== "A02"));
    expect(result.phases[at]?.excluded).toEqual([{ well: "A02", reason: bad?.error?.code }]);
  }
  const before = result.phases[1]?.artifacts[0]?.hash;
  await repair();
  const again = await run({ resume: true });
  expect(again.status).toBe("complete");
  expect(again.phases[1]?.artifacts[0]?.hash).not.toBe(before);
  const repaired = await tree();
  await rm(output(), { recursive: true });
  await begun();
  expect(repaired).toEqual(await tree());
});

test("resuming repeats a reduction only when its contributors changed, and then exactly the wells that depend on it", async () => {
  await begun();
  const unchanged = await run({ resume: true });
  expect(statuses(unchanged)).toEqual(["skipped", "skipped", "skipped"]);
  expect(unchanged.phases.map(({ result }) => result?.status ?? null).slice(0, 6)).toEqual([
    null,
    "skipped",
    null,
    "skipped",
    null,
    "skipped",
  ]);
  const before = await tree();
  const wells = Object.keys(unchanged.wells);
  await rm(output(`.ohcs/wells/${wells[1]}-3.json`));
  const third = await run({ resume: true });
  expect(statuses(third)).toEqual(["skipped", "success", "skipped"]);
  expect(third.wells[wells[1] ?? ""]?.steps.map(({ name }) => name)).toContain("segment");
  expect(await tree()).toEqual(before);
});

test("re-running one well uses the same plate artifact and gives the same bytes (landmine 34)", async () => {
  const first = await begun();
  const before = await tree();
  const [, well = ""] = Object.keys(first.wells);
  for (const name of [`${well}.json`, `${well}-2.json`, `${well}-3.json`]) await rm(output(".ohcs/wells", name));
  const again = await run({ resume: true });
  expect(statuses(again)).toEqual(["skipped", "success", "skipped"]);
  expect(again.phases.map(({ artifacts }) => artifacts)).toEqual(first.phases.map(({ artifacts }) => artifacts));
  expect(await tree()).toEqual(before);
});

test("below minWells the reduction is an error, and only what needs its artifact is skipped", async () => {
  const steps = plateWide.steps.map((one) => (one.name === "threshold" ? { ...one, minWells: 4 } : one));
  const result = await run({}, { pipeline: { ...plateWide, steps } });
  expect(result.status).toBe("failed");
  expect(Object.values(result.wells).map(({ status, error }) => [status, error?.code])).toEqual([
    ["skipped", "PHASE_INPUT_MISSING"],
    ["skipped", "PHASE_INPUT_MISSING"],
    ["skipped", "PHASE_INPUT_MISSING"],
  ]);
  expect(result.phases.map(({ name, status }) => [name, status])).toEqual([
    ["wells", "complete"],
    ["illumination", "complete"],
    ["wells-2", "complete"],
    ["threshold", "failed"],
    ["wells-3", "failed"],
    ["tables", "complete"],
    ["metadata", "complete"],
  ]);
  expect(result.phases[3]?.result?.error?.code).toBe("TOO_FEW_WELLS");
  expect(
    Object.keys(Object.fromEntries(await tree())).some(
      (path) => path.startsWith("checkpoints_step2/") || path.startsWith("images/"),
    ),
  ).toBe(true);
});

test("asking for one well runs the others as far as reductions need them, and gives that well the same bytes (subsets do not lie)", async () => {
  await begun();
  const whole = Object.fromEntries(await tree());
  const result = await run({}, { wells: ["A02"], outputRoot: part() });
  expect(result.status).toBe("complete");
  expect(Object.keys(result.wells)).toEqual(["A02"]);
  expect(result.phases[1]?.contributors).toEqual(["A01", "A02", "A03"]);
  expect(result.phases[3]?.contributors).toEqual(["A01", "A02", "A03"]);
  const own = Object.entries(await treeOf(part())).filter(([path]) => /^(artifacts|images)\//.test(path));
  expect(own.length).toBeGreaterThan(2);
  for (const [path, hash] of own) expect(whole[path]).toBe(hash);
  const metadata = JSON.parse(await readFile(part("openhcs_metadata.json"), "utf8"));
  expect(Object.keys(metadata.ohcs.wells)).toEqual(["A02"]);
});

test("asking for one well of a finished run takes the others and the plate's artifacts as they are", async () => {
  const first = await begun();
  const before = await tree();
  const again = await run({}, { wells: ["A02"] });
  expect(statuses(again)).toEqual(["success"]);
  expect(again.phases.map(({ result }) => result?.status ?? null).slice(0, 5)).toEqual([
    null,
    "skipped",
    null,
    "skipped",
    null,
  ]);
  expect(again.phases.map(({ artifacts }) => artifacts)).toEqual(first.phases.map(({ artifacts }) => artifacts));
  const images = (files: typeof before) => files.filter(([path]) => path.startsWith("images/"));
  expect(images(await tree())).toEqual(images(before));
});

test("a failed well is not retried when another one is selected", async () => {
  await begun();
  const failed = await record("wells/A03.json");
  const error = { code: "FUNCTION_FAILED", message: "Cannot run" };
  const { sha256: _, ...body } = failed;
  const bad = { ...body, result: { ...failed.result, status: "error", error } };
  await writeFile(output(".ohcs/wells/A03.json"), sealed(bad));
  const again = await run({}, { wells: ["A02"] });
  expect(again.phases[1]?.contributors).toEqual(["A01", "A02"]);
  expect(again.phases[1]?.excluded).toEqual([{ well: "A03", reason: "FUNCTION_FAILED" }]);
  expect(await record("wells/A03.json")).toMatchObject(bad);
});

test("artifactsFrom takes the artifacts of another run: their reductions and the wells that feed them are left out", async () => {
  const first = await begun();
  const result = await run({ artifactsFrom: output() }, { wells: ["A02"], outputRoot: part() });
  expect(result.status).toBe("complete");
  expect(result.phases.map(({ name, status }) => [name, status])).toEqual([
    ["wells", "complete"],
    ["illumination", "skipped"],
    ["wells-2", "complete"],
    ["threshold", "skipped"],
    ["wells-3", "complete"],
    ["tables", "complete"],
    ["metadata", "complete"],
  ]);
  expect(result.phases[0]?.contributors).toEqual(["A02"]);
  expect(result.phases[1]?.artifacts).toEqual(first.phases[1]?.artifacts);
  const whole = Object.fromEntries(await tree());
  const own = Object.entries(await treeOf(part())).filter(([path]) => /^(artifacts|images)\//.test(path));
  for (const [path, hash] of own) expect(whole[path]).toBe(hash);
});

test("resumeRun() takes what the run took over from another one again, though that one is gone", async () => {
  await begun();
  const first = await run({ artifactsFrom: output() }, { wells: ["A02"], outputRoot: part() });
  await rm(output(), { recursive: true });
  await rm(part(".ohcs/wells/A02.json"));
  const resumed = await resumeRun({ outputRoot: part(), runner, host: nodePlateHost(), modules: MODULES });
  const result = await resumed.result;
  const outcome = ({ phases }: PlateResult) => phases.map(({ name, status, artifacts }) => [name, status, artifacts]);
  expect(result.phases.map(({ status }) => status)).toContain("skipped");
  expect(outcome(result)).toEqual(outcome(first));
});

test("artifact({ file }) takes an artifact from a file: same images, no barrier", async () => {
  const first = await begun();
  const [project, , , correct] = plateWide.steps as [StepSpec, StepSpec, ReductionSpec, StepSpec];
  const light = output(first.phases[1]?.artifacts[0]?.path ?? "");
  const taken = { image: "step:project", illumination: artifact({ file: light }) };
  const pipeline = definePipeline({ name: "taken", steps: [project, { ...correct, inputs: taken }] });
  const result = await run({}, { pipeline, outputRoot: part() });
  expect(result.phases.map(({ name }) => name)).toEqual(["wells", "tables", "metadata"]);
  const images = Object.entries(await treeOf(part())).filter(([path]) => path.startsWith("images/"));
  const corrected = Object.values(Object.fromEntries(await tree()));
  expect(images).toHaveLength(12);
  for (const [, hash] of images) expect(corrected).toContain(hash);
});

test("a file for an artifact that cannot be read is a diagnostic, and so is a pipeline of another shape", async () => {
  const [project, , , correct] = plateWide.steps as [StepSpec, StepSpec, ReductionSpec, StepSpec];
  const inputs = { image: "step:project", illumination: artifact({ file: "absent.json" }) };
  const orchestrator = plate.orchestrator({ outputRoot: output() });
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(
    { name: "absent", steps: [project, { ...correct, inputs }] },
    { folder: plate.folder },
  );
  expect(diagnostics.map(({ code, where: { parameter, file } }) => [code, parameter, file])).toEqual([
    ["ARTIFACT_UNREADABLE", "inputs.illumination", "absent.json"],
  ]);
  const odd = await orchestrator.compilePipelines({ name: "odd", steps: [null] } as unknown as PipelineSpec);
  expect(odd.diagnostics.map(({ code }) => code)).toContain("PIPELINE_INVALID");
});

test("an artifact whose file was changed is refused", async () => {
  const first = await begun();
  await writeFile(output(first.phases[1]?.artifacts[0]?.path ?? ""), "{}");
  const told = { wells: ["A02"], outputRoot: part() };
  await expect(run({ artifactsFrom: output() }, told)).rejects.toMatchObject({ code: "ARTIFACT_CORRUPT" });
});

test("a plate table of a subset says whom it leaves out", async () => {
  const steps = [
    step("project", { func: maxProjection() }),
    step("count", {
      func: countNuclei(),
      inputs: { image: { from: "step:project", channel: "1" } },
      emits: ["table:counts"],
    }),
    reduce("all", { from: "table:counts", func: mergeTables(), emits: { "table:all": "merged" } }),
  ];
  const pipeline = { name: "counts", per: ["site"] as const, steps };
  const result = await run({}, { wells: ["A02"], pipeline });
  expect(result.phases[1]).toMatchObject({
    name: "all",
    contributors: ["A02"],
    excluded: [
      { well: "A01", reason: "notAsked" },
      { well: "A03", reason: "notAsked" },
    ],
  });
  await run({}, { pipeline });
  const after = await run({}, { wells: ["A02"], pipeline });
  expect(after.phases[1]?.contributors).toEqual(["A01", "A02", "A03"]);
});

test("a reduction takes a user's file unchanged, and runs no wells that were not selected", async () => {
  const pipeline = definePipeline({
    name: "from-a-file",
    steps: [
      step("project", { func: maxProjection() }),
      reduce("mine", { from: { file: plate.plateMapFile }, func: mergeTables(), emits: { "artifact:mine": "merged" } }),
      reduce("again", { from: "artifact:mine", func: mergeTables(), emits: { "table:mine": "merged" } }),
    ],
  });
  const { status, phases } = await run({}, { pipeline, wells: ["A01"] });
  expect(status).toBe("complete");
  expect(phases.map(({ name, kind }) => [name, kind]).slice(0, 3)).toEqual([
    ["wells", "map"],
    ["mine", "reduce"],
    ["again", "reduce"],
  ]);
  const rowsOf = (text: string) => text.trim().split("\n").slice(1);
  const map = rowsOf(await readFile(plate.plateMapFile, "utf8"));
  const stored = rowsOf(await readFile(output("images_results/mine.csv"), "utf8"));
  expect(stored).toEqual(map.map((row) => `tiny,${row}`));
  expect(await readdir(output(".ohcs/wells"))).toEqual(["A01.json"]);
});
