import { rm } from "node:fs/promises";
import type { ConfigLayer } from "@ohcs/compiler";
import { catalogueOf, type PipelineSpec } from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import { readImageHeader } from "@ohcs/filemanager/disk";
import * as functions from "@ohcs/functions";
import { openPlate } from "@ohcs/microscopes/disk";
import { createOrchestrator } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { elapsed } from "../statistics/stopwatch.ts";

const MODULES = ["@ohcs/functions", "@ohcs/filemanager/disk", "@ohcs/filemanager/memory", "@ohcs/filemanager/zarr"];

/**
 * Runs a pipeline on a plate, in threads, with an output plate of its own that is removed after `inspect` has seen it.
 * Returns ms from the start of the run to its end: opening and compiling do not count, starting workers does.
 */
export async function runPipeline(
  pipeline: PipelineSpec,
  plateRoot: string,
  workers: number,
  inspect: (outputRoot: string) => Promise<void> = async () => undefined,
  config: ConfigLayer = {},
): Promise<number> {
  const outputRoot = `${plateRoot}_${pipeline.name}_${workers}`;
  const orchestrator = createOrchestrator({
    plateRoot,
    outputRoot,
    openPlate: (root) => openPlate(root, { readHeader: readImageHeader }),
    config: { global: [{ layer: config, origin: { kind: "machine" } }], plates: {}, commandLine: [] },
    host: nodePlateHost(),
    catalogue: catalogueOf({ "@ohcs/functions": { ...functions } }),
    backends: async () => ({ catalogue: builtInBackends }),
    modules: Object.fromEntries(MODULES.map((name) => [name, import.meta.resolve(name)])),
  });
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(pipeline);
  const problem = diagnostics.find(({ severity }) => severity === "error");
  if (problem !== undefined) throw new Error(problem.message);
  const ms = await elapsed(async () => {
    const { status } = await orchestrator.executeCompiledPlate({ runner: threadsRunner(), workers }).result;
    if (status !== "complete") throw new Error(`Cannot measure a run: it ended as '${status}'`);
  });
  await inspect(outputRoot);
  await rm(outputRoot, { recursive: true });
  return ms;
}
