import { rm } from "node:fs/promises";
import { catalogueOf, type PipelineSpec, type WorkerTuning } from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import * as functions from "@ohcs/functions";
import { openPlate } from "@ohcs/microscopes/disk";
import { createOrchestrator } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";

const MODULES = ["@ohcs/functions", "@ohcs/filemanager/memory"];

/** A run to be timed. */
export interface TimedRun {
  readonly plateRoot: string;
  readonly pipeline: PipelineSpec;
  readonly workers: number;
  readonly tuning: WorkerTuning;
  /** The module of the disk backend. */
  readonly disk: "@ohcs/filemanager/disk" | "@ohcs/bench/slow-disk";
}

/** Ms from the start of the first well to the end of the last, in threads, into an output plate that is removed afterwards. */
export async function wellsTime({ plateRoot, pipeline, workers, tuning, disk }: TimedRun): Promise<number> {
  const outputRoot = `${plateRoot}_timed`;
  const orchestrator = createOrchestrator({
    plateRoot,
    outputRoot,
    openPlate,
    host: nodePlateHost(),
    catalogue: catalogueOf({ "@ohcs/functions": { ...functions } }),
    backends: async () => ({ catalogue: builtInBackends }),
    modules: {
      ...Object.fromEntries(MODULES.map((name) => [name, import.meta.resolve(name)])),
      "@ohcs/filemanager/disk": import.meta.resolve(disk),
    },
  });
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(pipeline);
  const problem = diagnostics.find(({ severity }) => severity === "error");
  if (problem !== undefined) throw new Error(problem.message);
  const run = orchestrator.executeCompiledPlate({ runner: threadsRunner(), workers, tuning });
  const span = { begin: Number.POSITIVE_INFINITY, end: 0 };
  run.subscribe(({ type, t }) => {
    if (type === "wellStarted") span.begin = Math.min(span.begin, t);
    if (type === "wellFinished") span.end = Math.max(span.end, t);
  });
  const { status } = await run.result;
  if (status !== "complete") throw new Error(`Cannot measure a run: it ended as '${status}'`);
  await rm(outputRoot, { recursive: true });
  return span.end - span.begin;
}
