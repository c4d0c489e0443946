import { type JobInputs, loadPipeline, type PlateValues } from "ohcs/compose";
import type { ConfigFlags } from "../commands/command-options.ts";
import { type LoadedConfig, loadConfig } from "../config/load-config.ts";
import { version } from "../program/version.ts";

/** What `ohcs plan` and `ohcs run` take alike. */
export interface JobValues extends ConfigFlags, Omit<PlateValues, keyof ConfigFlags> {
  readonly pipeline: string;
}

/** The same for any number of plates. */
export interface JobsValues extends Omit<JobValues, "plate"> {
  readonly plates: readonly string[];
}

/** What all plates are compiled with. */
export interface Shared extends JobInputs {
  readonly configured: LoadedConfig;
}

/** Reads configuration and pipeline. @throws whatever loading the pipeline throws */
export async function loadShared(values: Omit<JobValues, "plate">, directory: string): Promise<Shared> {
  return {
    configured: await loadConfig(values, directory),
    loaded: await loadPipeline(values.pipeline, directory),
    versions: { "@ohcs/cli": version() },
  };
}

/** Has the pipeline something to do over plates? Then also one plate is compiled as several are. */
export function isOverPlates({ loaded: { pipeline } }: Shared): boolean {
  // An invalid pipeline is left for the compiler to report.
  const steps: readonly unknown[] = Array.isArray(pipeline?.steps) ? pipeline.steps : [];
  return steps.some((entry) => {
    const { axis, enabled } = (entry ?? {}) as { readonly axis?: unknown; readonly enabled?: unknown };
    return axis === "batch" && enabled !== false;
  });
}
