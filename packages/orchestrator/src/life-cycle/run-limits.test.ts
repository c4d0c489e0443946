import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CONFIG_FIELDS, type ConfigLayer, RUN_FIELDS, resolveConfig, valueAt } from "@ohcs/compiler";
import { definePipeline, step, type WellRunner, type WellTask, type WorkerStartup } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { maxProjection } from "@ohcs/functions";
import {
  gpuUseOf,
  mannerOf,
  type Orchestrator,
  type ResumeRunOptions,
  readSavedPlan,
  resumeRun,
  runPlan,
  savePlan,
} from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { readStoredRun } from "@ohcs/records";
import { nodeRunHost } from "@ohcs/records/host";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

const project = definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] });
const output = () => join(plate.folder, "tiny_openhcs");
let plate: SamplePlate;
beforeAll(async () => {
  plate = await makeSamplePlate();
});
afterEach(() => rm(output(), { recursive: true, force: true }));
afterAll(() => plate.remove());

/** Wells in the calling thread, recording what their worker and each of them received. */
function watchedRunner() {
  const startups: WorkerStartup[] = [];
  const tasks: WellTask[] = [];
  const inline = inlineRunner({ importModule: (url) => import(url) });
  const runner: WellRunner = {
    ...inline,
    start: async (options) => {
      startups.push(options.startup);
      const session = await inline.start(options);
      return {
        ...session,
        run: (task, signal) => {
          tasks.push(task);
          return session.run(task, signal);
        },
      };
    },
  };
  return { runner, startups, tasks };
}

const granted = (tasks: readonly WellTask[]) =>
  Object.fromEntries(tasks.map((task) => [task.wellId, task.memoryBytes]));

async function compiled(config: ConfigLayer = {}) {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  orchestrator.configure(config);
  const { estimate } = await orchestrator.compilePipelines(project);
  return { orchestrator, expectedWellBytes: estimate?.peakBytesPerWell ?? null };
}

const resumed = async (runner: WellRunner, options: Partial<ResumeRunOptions> = {}) =>
  (await resumeRun({ outputRoot: output(), modules: MODULES, host: nodePlateHost(), runner, ...options })).result;

async function planRun(orchestrator: Orchestrator, runner: WellRunner) {
  if (orchestrator.state.name !== "compiled") throw new Error(`Cannot save a plate that is ${orchestrator.state.name}`);
  const saved = await readSavedPlan(savePlan(orchestrator.state));
  return (await runPlan({ saved, runner, workers: 1, modules: MODULES, host: nodePlateHost() })).result;
}

const settings = async () => JSON.parse(await readFile(join(output(), ".ohcs/run.json"), "utf8")).settings;
const allMayHold = (bytes: number | null) => ({ A01: bytes, B02: bytes, tables: bytes });

test("wells may hold what the configuration grants, else what the machine has; so they may when the run is resumed", async () => {
  const { memoryBytes } = await nodePlateHost().facts(output());
  const cases = [
    [{ memoryBudgetBytes: 50_000_000 }, 50_000_000],
    [{}, memoryBytes],
  ] as const;
  for (const [config, budget] of cases) {
    const [first, second] = [watchedRunner(), watchedRunner()];
    await (await compiled(config)).orchestrator.executeCompiledPlate({ runner: first.runner }).result;
    expect(granted(first.tasks)).toEqual(allMayHold(budget));
    await rm(join(output(), ".ohcs/wells/B02.json"));
    await resumed(second.runner);
    expect(granted(second.tasks)).toEqual({ B02: budget });
  }
});

test("a run is resumed with a budget of its own, or with that of a smaller machine", async () => {
  const [own, small] = [watchedRunner(), watchedRunner()];
  await (await compiled({ memoryBudgetBytes: 50_000_000 })).orchestrator.executeCompiledPlate({ runner: own.runner })
    .result;
  await rm(join(output(), ".ohcs/wells/B02.json"));
  await resumed(own.runner, { memoryBudgetBytes: 60_000_000 });
  expect(granted(own.tasks)).toMatchObject({ A01: 50_000_000, B02: 60_000_000 });
  await rm(join(output(), ".ohcs/wells/B02.json"));
  const machine = nodePlateHost();
  const host = { ...machine, facts: async (root: string) => ({ ...(await machine.facts(root)), memoryBytes: 1e7 }) };
  await resumed(small.runner, { host });
  expect(granted(small.tasks)).toEqual({ B02: 1e7 });
});

test("a saved plan runs within the limits of a direct run, and goes by what its wells are expected to need", async () => {
  const { memoryBytes } = await nodePlateHost().facts(output());
  const { orchestrator, expectedWellBytes } = await compiled();
  const { runner, tasks } = watchedRunner();
  await planRun(orchestrator, runner);
  expect(granted(tasks)).toEqual(allMayHold(memoryBytes));
  expect(expectedWellBytes).toBeGreaterThan(0);
  const ofPlan = await settings();
  expect(ofPlan).toEqual({
    memoryBudgetBytes: memoryBytes,
    expectedWellBytes,
    adaptWidth: true,
    tuning: {},
    workers: 1,
    gpuUse: gpuUseOf(),
  });
  await orchestrator.executeCompiledPlate({ runner }).result;
  const { tuning, ...limits } = await settings();
  expect({ ...limits, tuning: {} }).toEqual(ofPlan);
  expect(tuning).toEqual({ overlap: true, reuseBuffers: true, spread: true, logLevel: "info" });
});

type RunField = (typeof RUN_FIELDS)[number];

/** Every field of how a run goes about its work, with a value that is not the usual one, and where a stored run holds it. */
const REMEMBERED: Readonly<
  Record<Exclude<RunField, "useThreading" | "runner" | "resume" | "report">, readonly [unknown, string]>
> = {
  numWorkers: [3, "settings.workers"],
  memoryBudgetBytes: [5e7, "settings.memoryBudgetBytes"],
  adaptWidth: [false, "settings.adaptWidth"],
  overlap: [false, "settings.tuning.overlap"],
  reuseBuffers: [false, "settings.tuning.reuseBuffers"],
  spread: [false, "settings.tuning.spread"],
  logLevel: ["error", "settings.tuning.logLevel"],
  maxWorkersPerGpu: [2, "settings.gpuUse.maxWorkersPerGpu"],
  gpuMemoryBytes: [{ board: 8e9 }, "settings.gpuUse.gpuMemoryBytes"],
  gpuMemoryShare: [0.5, "settings.gpuUse.gpuMemoryShare"],
  gpuSlotsFolder: ["/elsewhere", "settings.gpuUse.gpuSlotsFolder"],
  retries: [2, "compiled.retries"],
  timeoutS: [60, "compiled.timeoutS"],
};

test("of each field that says how a run goes about its work it is known what a resumed run does", () => {
  // The caller chooses where wells run by the runner, and whether to report; and resuming a run always skips finished wells.
  expect(Object.keys(REMEMBERED).toSorted()).toEqual(
    RUN_FIELDS.filter((name) => !["useThreading", "runner", "resume", "report"].includes(name)).toSorted(),
  );
});

/** What lies in the output of how its latest run went about its work. */
async function stored() {
  const { record, plan } = await readStoredRun(nodeRunHost().readOutput(output()));
  const [context] = plan.plate.phases.flatMap(({ contexts }) => contexts);
  return { settings: record.settings, compiled: context?.config.toJS() };
}

test("a resumed run remembers each of them", async () => {
  const fields = Object.entries(REMEMBERED);
  const config: ConfigLayer = Object.fromEntries(fields.map(([name, [value]]) => [name, value]));
  const usual = fields.filter(([name, [value]]) => {
    const path = CONFIG_FIELDS.find((field) => field.name === name)?.path ?? [];
    return JSON.stringify(valueAt(resolveConfig(), path)) === JSON.stringify(value);
  });
  expect(usual).toEqual([]);
  const { runner } = watchedRunner();
  await (await compiled(config)).orchestrator.executeCompiledPlate({ runner }).result;
  const before = await stored();
  expect(Object.fromEntries(fields.map(([name, [, place]]) => [name, valueAt(before, place.split("."))]))).toEqual(
    config,
  );
  await resumed(runner);
  expect(await stored()).toEqual(before);
});

test("a run processes its wells as configured, or as overridden; also when it is resumed", async () => {
  const switchedOff = { overlap: false, reuseBuffers: false, spread: false };
  const { runner, startups } = watchedRunner();
  const { orchestrator } = await compiled({ ...switchedOff, adaptWidth: false });
  await orchestrator.executeCompiledPlate({ runner, tuning: { reuseBuffers: true } }).result;
  expect(await settings()).toMatchObject({
    adaptWidth: false,
    tuning: { overlap: false, reuseBuffers: true, spread: false },
  });
  await resumed(runner);
  expect(await settings()).toMatchObject({
    adaptWidth: false,
    tuning: { overlap: false, reuseBuffers: true, spread: false },
  });
  await resumed(runner, { adaptWidth: true, tuning: switchedOff });
  expect(await settings()).toMatchObject({ adaptWidth: true, tuning: switchedOff });
  expect(startups.map(({ tuning }) => tuning)).toMatchObject([
    { overlap: false, reuseBuffers: true, spread: false },
    { overlap: false, reuseBuffers: true, spread: false },
    switchedOff,
  ]);
});

test("mannerOf() is all that a configuration says of how a run goes about its wells", () => {
  expect(mannerOf(resolveConfig())).toEqual({
    workers: 1,
    memoryBudgetBytes: null,
    adaptWidth: true,
    tuning: { overlap: true, reuseBuffers: true, spread: true, logLevel: "info" },
    gpuUse: gpuUseOf(),
  });
  const tuning = { overlap: false, reuseBuffers: false, spread: false, logLevel: "error" } as const;
  const limits = { adaptWidth: false, memoryBudgetBytes: 1e9 };
  expect(mannerOf(resolveConfig({ ...tuning, ...limits, numWorkers: 3, gpuMemoryShare: 0.5 }))).toEqual({
    ...limits,
    tuning,
    workers: 3,
    gpuUse: gpuUseOf({ gpuMemoryShare: 0.5 }),
  });
});
