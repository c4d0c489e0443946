import {
  catalogueOf,
  defineFunction,
  type GpuAdapter,
  type GpuUse,
  NO_PARAMETERS,
  type StepSpec,
  step,
} from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import * as functions from "@ohcs/functions";
import { gpuUseOf, readSavedPlan, resumeRun, runPlan, savePlan } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

const run = () => ({});
const common = { version: "1.0.0", summary: "For tests.", module: "test:twin", params: NO_PARAMETERS, run };
const plain = defineFunction({ ...common, name: "plain" });
const twin = defineFunction({ ...common, name: "twin", gpu: { run } });
const catalogue = catalogueOf({ "@ohcs/functions": { ...functions }, "test:twin": { plain, twin } });

const board: GpuAdapter = {
  id: "board",
  name: "Board",
  software: false,
  slots: 1,
  memoryBytes: 1e9,
  features: [],
  limits: { maxBufferSize: 1e9, maxStorageBufferBindingSize: 1e9 },
};

const runner = inlineRunner({ importModule: (url) => import(url) });

let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate();
});
afterEach(() => plate.remove());

/** A machine with one GPU, that counts how often it was looked for, and for which use. */
async function machine(commandLine: object = {}) {
  const uses: GpuUse[] = [];
  let looks = 0;
  const gpus = (use: GpuUse) => {
    uses.push(use);
    return {
      inventory: async () => {
        looks += 1;
        return { specVersion: 1 as const, adapters: [board] };
      },
      workers: () => Promise.reject(new Error("nothing is run here")),
    };
  };
  const config = { commandLine: [{ layer: commandLine }] };
  const orchestrator = plate.orchestrator({ catalogue, host: nodePlateHost({ gpus }), config });
  await orchestrator.initialize();
  const adaptersOf = async (...steps: readonly StepSpec[]) => {
    const { plate: compiled } = await orchestrator.compilePipelines({ name: "p", steps });
    const contexts = compiled?.phases.get(0)?.contexts.toArray() ?? [];
    return contexts.map(({ gpu }) => gpu?.adapter ?? null);
  };
  return { orchestrator, adaptersOf, uses, gpus, looks: () => looks };
}

test("GPUs are looked for only where a call has code for one and a policy that lets it use it", async () => {
  const { adaptersOf, looks } = await machine();
  expect(await adaptersOf(step("plain", { func: plain() }))).toEqual([null, null]);
  expect(await adaptersOf(step("twin", { func: twin(), gpu: "never" }))).toEqual([null, null]);
  expect(looks()).toBe(0);
  expect(await adaptersOf(step("twin", { func: twin() }))).toEqual(["board", "board"]);
  expect(looks()).toBe(1);
});

test("they are the same ones until the configuration wants another use of them", async () => {
  const { orchestrator, adaptersOf, uses } = await machine();
  await adaptersOf(step("twin", { func: twin() }));
  await adaptersOf(step("twin", { func: twin() }));
  expect(uses).toEqual([gpuUseOf()]);
  const other = { maxWorkersPerGpu: 3, gpuMemoryBytes: { board: 8e9 }, gpuMemoryShare: 0.5, gpuSlotsFolder: null };
  orchestrator.configure(other);
  await adaptersOf(step("twin", { func: twin() }));
  expect(uses).toEqual([gpuUseOf(), other]);
});

test("the command line wins over what a step says of GPUs", async () => {
  const { adaptersOf, looks } = await machine({ gpu: "never" });
  expect(await adaptersOf(step("twin", { func: twin(), gpu: "require" }))).toEqual([null, null]);
  expect(looks()).toBe(0);
});

/** A plan for the board, and how it runs on a machine that has none. */
async function planElsewhere(gpu: "prefer" | "require", gpuUse: Partial<GpuUse> = {}) {
  const { orchestrator, adaptersOf } = await machine({ gpu });
  expect(await adaptersOf(step("blur", { func: functions.gaussianBlur() }))).toEqual(["board", "board"]);
  if (orchestrator.state.name !== "compiled") throw new Error(orchestrator.state.name);
  const saved = await readSavedPlan(savePlan(orchestrator.state));
  return runPlan({ saved, runner, workers: 1, gpuUse, modules: MODULES, host: nodePlateHost() });
}

test("a plan for a GPU that is not here runs on the CPU where it may, says so, and can be resumed", async () => {
  const { status, wells } = await (await planElsewhere("prefer")).result;
  expect(status).toBe("complete");
  expect(wells.A01?.gpu).toMatchObject({ adapter: "board", fallback: { code: "GPU_NOT_GIVEN" } });
  const outputRoot = `${plate.plateRoot}_openhcs`;
  const resumed = await (await resumeRun({ outputRoot, modules: MODULES, host: nodePlateHost(), runner })).result;
  expect(Object.values(resumed.wells).map((well) => well.status)).toEqual(["skipped", "skipped"]);
});

test("a resumed run uses GPUs as the run did, or as overridden", async () => {
  const use = { maxWorkersPerGpu: 3, gpuMemoryBytes: { board: 8e9 }, gpuMemoryShare: 0.5, gpuSlotsFolder: null };
  await (await planElsewhere("prefer", use)).result;
  const { gpus, uses } = await machine();
  const outputRoot = `${plate.plateRoot}_openhcs`;
  const again = { outputRoot, modules: MODULES, host: nodePlateHost({ gpus }), runner };
  for (const gpuUse of [{}, { maxWorkersPerGpu: 1 }])
    await (await resumeRun({ ...again, gpuUse })).result.catch(() => null);
  expect(uses).toEqual([use, { ...use, maxWorkersPerGpu: 1 }]);
});

test("a plan that requires a GPU which is not here does not begin", async () => {
  await expect(planElsewhere("require")).rejects.toMatchObject({
    code: "PLAN_GPU_MISSING",
    message: "Cannot run the plan: expected the GPU 'board' for 2 wells, got none",
  });
});
