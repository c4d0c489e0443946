import { resolve } from "node:path";
import { configBelow, machineSource } from "../config/config-below.ts";
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
