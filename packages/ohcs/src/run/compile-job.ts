import { resolve } from "node:path";
import type { PlateRun } from "@ohcs/executor";
import type { RunSettings } from "@ohcs/orchestrator";
import { configBelow, machineSource } from "../config/config-below.ts";
import { fail } from "../errors.ts";
import { compileFailed } from "../job/compile-failed.ts";
import { type Job, prepareJob } from "../job/prepare-job.ts";
import { linkPipeline, loadPipeline } from "../pipeline/load-pipeline.ts";
import type { PlateJob } from "./plate-job.ts";

/** Opens the plate and compiles; reads only. @throws whatever opening the plate or loading the pipeline throws */
export async function compileJob(asked: PlateJob, signal?: AbortSignal): Promise<Job> {
  const { plate, pipeline, output, plateMap, pattern, acquisition, handlers, config = {} } = asked;
  const directory = resolve(asked.directory ?? ".");
  const configured = {
    stack: { global: [machineSource(), configBelow({ layer: config }, directory)] },
    diagnostics: [],
  };
  const loaded =
    typeof pipeline === "string" ? await loadPipeline(pipeline, directory) : await linkPipeline(pipeline, directory);
  return prepareJob(
    { plate, output, plateMap, pattern, acquisition, handlers, signal },
    { configured, loaded },
    directory,
  );
}

/** How a compiled job is run, beside what its configuration says. */
export type RunOptions = Pick<RunSettings, "resume" | "fromStep" | "artifactsFrom" | "stealLock" | "signal">;

/**
 * Begins the run of what was compiled. @throws `COMPILE_FAILED` with all problems, `PIPELINE_OVER_PLATES`, the reason of
 * `signal` where it is aborted: nothing is written then
 */
export function beginRun({ orchestrator, plate, batch, diagnostics, runner }: Job, options: RunOptions): PlateRun {
  if (plate === null) throw compileFailed(diagnostics);
  if (batch !== null) throw overPlates(batch.pipelineName);
  options.signal?.throwIfAborted();
  return orchestrator.executeCompiledPlate({ ...runner, ...options });
}

function overPlates(name: string): Error {
  const message = `Cannot run pipeline '${name}': expected one of a single plate, got one that reduces over plates ('axis: batch')`;
  return fail("PIPELINE_OVER_PLATES", message, { details: { pipeline: name } });
}
