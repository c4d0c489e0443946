import { cp, mkdtemp, readdir, readFile, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson, definePipeline, sha256Hex, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { maxProjection } from "@ohcs/functions";
import { type RunPlanOptions, readSavedPlan, runPlan, savePlan } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { treeOf } from "../../test/tree-of.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
const project = definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] });
const here = { runner, workers: 1, modules: MODULES, host: nodePlateHost() };
let plate: SamplePlate;
let elsewhere = "";
beforeEach(async () => {
  plate = await makeSamplePlate();
  elsewhere = await mkdtemp(join(tmpdir(), "ohcs-elsewhere-"));
});
afterEach(async () => {
  await plate.remove();
  await rm(elsewhere, { recursive: true, force: true });
});

async function compiledPlate() {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  await orchestrator.compilePipelines(project, { plateMap: plate.plateMapFile });
  return orchestrator;
}

/** The plan of the plate as a text; nothing is run. */
async function savedText() {
  const { state } = await compiledPlate();
  if (state.name !== "compiled") throw new Error(`Cannot save a plate that is ${state.name}`);
  return savePlan(state);
}

async function runSaved(text: string, options: Partial<RunPlanOptions> = {}) {
  return (await runPlan({ ...here, saved: await readSavedPlan(text), ...options })).result;
}

const visible = async (root: string) =>
  Object.entries(await treeOf(root)).filter(([path]) => !path.startsWith(".ohcs"));

test("a saved plan gives the bytes of a direct run, plate map included, and compiling touches nothing", async () => {
  const before = await treeOf(plate.folder);
  const text = await savedText();
  expect(await treeOf(plate.folder)).toEqual(before);
  const orchestrator = await compiledPlate();
  await orchestrator.executeCompiledPlate({ runner }).result;
  const direct = await visible(join(plate.folder, "tiny_openhcs"));
  const outputRoot = join(elsewhere, "tiny_openhcs");
  const { status } = await runSaved(text, { outputRoot });
  expect(status).toBe("complete");
  expect(await visible(outputRoot)).toEqual(direct);
  expect(direct.map(([path]) => path)).toContain(join("images_results", "wells.csv"));
});

test("a saved plan runs at the place of its compilation by default", async () => {
  await runSaved(await savedText());
  expect(await readdir(plate.folder)).toContain("tiny_openhcs");
});

test("a saved plan runs on a copy of the plate that kept its times, and on no other", async () => {
  const text = await savedText();
  const copy = join(elsewhere, "tiny");
  await cp(plate.plateRoot, copy, { recursive: true, preserveTimestamps: true });
  await rm(plate.plateRoot, { recursive: true });
  const outputRoot = join(elsewhere, "out");
  expect((await runSaved(text, { source: copy, outputRoot })).status).toBe("complete");
  const [image = ""] = (await readdir(copy, { recursive: true })).filter((path) => /\.tif$/i.test(path));
  await utimes(join(copy, image), 1, 1);
  await expect(runSaved(text, { source: copy, outputRoot })).rejects.toMatchObject({
    code: "SOURCE_CHANGED",
    message: expect.stringMatching(/^Cannot run the plan/),
    details: { count: 1 },
  });
  await expect(runSaved(text, { outputRoot })).rejects.toMatchObject({ code: "SOURCE_CHANGED" });
});

test("a saved plan never writes into its source", async () => {
  const outputRoot = join(plate.plateRoot, "out");
  await expect(runSaved(await savedText(), { outputRoot })).rejects.toMatchObject({ code: "PLAN_PLACE_INVALID" });
  await expect(runSaved(await savedText(), { outputRoot: plate.folder })).rejects.toMatchObject({
    code: "PLAN_PLACE_INVALID",
  });
});

test("user modules travel with a plan and find the packages of where it runs", async () => {
  const there = "file:///elsewhere/context.js";
  const code = `import { defineFunction } from ${JSON.stringify(there)};\nexport const x = defineFunction;\n`;
  const name = `user:${sha256Hex(code)}`;
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  await orchestrator.compilePipelines(project, { userModules: { [name]: code } });
  const { state } = orchestrator;
  if (state.name !== "compiled") throw new Error("Cannot compile");
  const text = savePlan(state, { "@ohcs/context": there, "@ohcs/functions": "file:///elsewhere/functions.js" });
  const saved = await readSavedPlan(text);
  expect(saved).toMatchObject({ userModules: { [name]: code }, imports: { "@ohcs/context": there } });
  expect(Object.keys(saved.imports)).toEqual(["@ohcs/context"]);
  const outputRoot = join(elsewhere, "out");
  await runSaved(text, { outputRoot, packages: { "@ohcs/context": "file:///here/context.js" } });
  const relinked = sha256Hex(code.replace("elsewhere", "here"));
  expect((await treeOf(outputRoot))[join(".ohcs", "modules", `${relinked}.mjs`)]).toBe(relinked);
});

test.each([
  ["no JSON", () => "plan", "PLAN_CORRUPT"],
  ["another document", () => '{"name":"n"}', "PLAN_CORRUPT"],
  ["null", () => "null", "PLAN_CORRUPT"],
  ["a text that was cut", (text: string) => text.slice(0, -100), "PLAN_CORRUPT"],
  ["one changed digit", (text: string) => text.replace(/"minWells":\d/, '"minWells":7'), "PLAN_CORRUPT"],
  [
    "another pipeline name",
    (text: string) => text.replace('"pipelineName":"project"', '"pipelineName":"x"'),
    "PLAN_CORRUPT",
  ],
  ["a newer version", (text: string) => text.replace('"version":1', '"version":2'), "PLAN_VERSION_UNKNOWN"],
] as const)("readSavedPlan() refuses %s", async (_, change, code) => {
  const text = await savedText();
  const changed = change(text);
  expect(changed).not.toBe(text);
  await expect(readSavedPlan(changed)).rejects.toMatchObject({ code });
});

test("readSavedPlan() refuses invalid contexts and modules, even with a valid digest", async () => {
  const { body, ...head } = JSON.parse(await savedText());
  const withDigest = (changed: object) => {
    const sha256 = sha256Hex(canonicalJson(changed as Parameters<typeof canonicalJson>[0]));
    return JSON.stringify({ ...head, sha256, body: changed });
  };
  const swapped = withDigest({ ...body, userModules: { "user:ab": "export {}" } });
  await expect(readSavedPlan(swapped)).rejects.toMatchObject({ code: "PLAN_CORRUPT" });
  const empty = withDigest({ ...body, plan: { ...body.plan, phases: null } });
  await expect(readSavedPlan(empty)).rejects.toMatchObject({ code: "PLAN_CORRUPT" });
});

test("the plan of an unchanged plate is the same text each time", async () => {
  expect(await savedText()).toBe(await savedText());
});

test("limits of a run are those of a plate that was compiled with them, and change no result", async () => {
  const limits = { retries: 2, timeoutS: 60 };
  const orchestrator = plate.orchestrator({ config: { commandLine: [{ layer: limits }] } });
  await orchestrator.initialize();
  await orchestrator.compilePipelines(project, { plateMap: plate.plateMapFile });
  await orchestrator.executeCompiledPlate({ runner }).result;
  const text = await savedText();
  const outputRoot = join(elsewhere, "tiny_openhcs");
  expect((await runSaved(text, { outputRoot, limits })).status).toBe("complete");
  const planOf = async (root: string) => JSON.parse(await readFile(join(root, ".ohcs/plan.json"), "utf8"));
  expect(await planOf(outputRoot)).toEqual(await planOf(join(plate.folder, "tiny_openhcs")));
  expect(await visible(outputRoot)).toEqual(await visible(join(plate.folder, "tiny_openhcs")));
  const { wells } = await runSaved(text, { outputRoot, resume: true });
  expect(Object.values(wells).map(({ status }) => status)).toEqual(["skipped", "skipped"]);
});
