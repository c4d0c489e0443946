import { presets } from "@ohcs/functions/presets";
import { runPipeline } from "../plates/run-pipeline.ts";

/** Runs a built-in pipeline: see {@link runPipeline}. */
export function runPreset(preset: string, plateRoot: string, workers: number): Promise<number> {
  const pipeline = presets[preset];
  if (pipeline === undefined) throw new Error(`Cannot run preset: expected one that is built in, got '${preset}'`);
  return runPipeline(pipeline, plateRoot, workers);
}
