import { rm } from "node:fs/promises";
import { join } from "node:path";
import { definePipeline, step, type WellRunner, type WellTask, type WorkerStartup } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { maxProjection } from "@ohcs/functions";
import { resumeRun } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

const project = definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] });
const output = () => join(plate.folder, "tiny_openhcs");
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate();
});
afterEach(() => plate.remove());

/** Wells in the calling thread, and a note of what their worker and each of them was told. */
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

async function compiled(memoryBudgetBytes?: number) {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  if (memoryBudgetBytes !== undefined) orchestrator.configure({ memoryBudgetBytes });
  await orchestrator.compilePipelines(project);
  return orchestrator;
}

test("wells may hold what the configuration grants, else what the machine has", async () => {
  const budget = 50_000_000;
  const [said, unsaid, resumed] = [watchedRunner(), watchedRunner(), watchedRunner()];
  await (await compiled(budget)).executeCompiledPlate({ runner: said.runner }).result;
  expect(granted(said.tasks)).toEqual({ A01: budget, B02: budget, tables: budget });
  await (await compiled()).executeCompiledPlate({ runner: unsaid.runner }).result;
  const { memoryBytes } = await nodePlateHost().facts(output());
  expect(granted(unsaid.tasks)).toEqual({ A01: memoryBytes, B02: memoryBytes, tables: memoryBytes });
  await rm(join(output(), ".ohcs/wells/B02.json"));
  const options = { outputRoot: output(), modules: MODULES, host: nodePlateHost(), runner: resumed.runner };
  await (await resumeRun(options)).result;
  expect(granted(resumed.tasks)).toEqual({ B02: memoryBytes });
});

test("workers are told how to go about their wells, also when a run is resumed", async () => {
  const tuning = { overlap: false, reuseBuffers: false };
  const [first, resumed] = [watchedRunner(), watchedRunner()];
  await (await compiled()).executeCompiledPlate({ runner: first.runner, tuning }).result;
  expect(first.startups.map((startup) => startup.tuning)).toEqual([tuning]);
  const options = { outputRoot: output(), modules: MODULES, host: nodePlateHost(), runner: resumed.runner, tuning };
  await (await resumeRun(options)).result;
  expect(resumed.startups.map((startup) => startup.tuning)).toEqual([tuning]);
});
