import { rm } from "node:fs/promises";
import type { ConfigLayer } from "@ohcs/compiler";
import { catalogueOf, type PipelineSpec, type WorkerTuning } from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import { readImageHeader } from "@ohcs/filemanager/disk";
import * as functions from "@ohcs/functions";
import { openPlate } from "@ohcs/microscopes/disk";
import { createOrchestrator, type Orchestrator } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { timed } from "../statistics/rounds.ts";

const DISK = "@ohcs/filemanager/disk";
const MODULES = ["@ohcs/functions", "@ohcs/filemanager/memory", "@ohcs/filemanager/zarr"];

export interface PipelineRun {
  readonly pipeline: PipelineSpec;
  readonly plateRoot: string;
  readonly workers: number;
  readonly config?: ConfigLayer;
  readonly tuning?: WorkerTuning;
  /** The module of the disk backend. */
  readonly disk?: typeof DISK | "@ohcs/bench/slow-disk";
  /** Where the output plate goes, and stays. @default beside the plate, until it was inspected */
  readonly outputRoot?: string;
  /** Sees the output plate. */
  readonly inspect?: (outputRoot: string) => Promise<void>;
}

/** What a run took: opening and compiling do not count. */
export interface PipelineTimes {
  /** From the start of the run to its end; starting workers counts. */
  readonly ms: number;
  /** User and system time of all threads meanwhile. */
  readonly cpuMs: number;
  /** From the start of the first well to the end of the last. */
  readonly wellsMs: number;
}

/** Runs a pipeline. @throws `Error` where it does not compile, or not every well succeeds */
export async function runPipeline(asked: PipelineRun): Promise<PipelineTimes> {
  const { pipeline, plateRoot, workers, tuning = {} } = asked;
  const outputRoot = asked.outputRoot ?? `${plateRoot}_${pipeline.name}_${workers}`;
  const orchestrator = orchestratorOf(asked, outputRoot);
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(pipeline);
  const problem = diagnostics.find(({ severity }) => severity === "error");
  if (problem !== undefined) throw new Error(problem.message);
  const span = { begin: Number.POSITIVE_INFINITY, end: 0 };
  const { value, ms, cpuMs } = await timed(() => {
    const run = orchestrator.executeCompiledPlate({ runner: threadsRunner(), workers, tuning });
    run.subscribe(({ type, t }) => {
      if (type === "wellStarted") span.begin = Math.min(span.begin, t);
      if (type === "wellFinished") span.end = Math.max(span.end, t);
    });
    return run.result;
  });
  if (value.status !== "complete") throw new Error(`Cannot measure a run: it ended as '${value.status}'`);
  await asked.inspect?.(outputRoot);
  if (asked.outputRoot === undefined) await rm(outputRoot, { recursive: true });
  return { ms, cpuMs, wellsMs: span.end - span.begin };
}

function orchestratorOf({ plateRoot, config = {}, disk = DISK }: PipelineRun, outputRoot: string): Orchestrator {
  return createOrchestrator({
    plateRoot,
    outputRoot,
    openPlate: (root) => openPlate(root, { readHeader: readImageHeader }),
    config: { global: [{ layer: config, origin: { kind: "machine" } }], plates: {}, commandLine: [] },
    host: nodePlateHost(),
    catalogue: catalogueOf({ "@ohcs/functions": { ...functions } }),
    backends: async () => ({ catalogue: builtInBackends }),
    modules: {
      ...Object.fromEntries(MODULES.map((name) => [name, import.meta.resolve(name)])),
      [DISK]: import.meta.resolve(disk),
    },
  });
}
