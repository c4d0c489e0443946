import { resolve } from "node:path";
import type { PlateEstimate } from "@ohcs/compiler";
import { type Catalogue, type CompiledPlate, catalogueOf, type Diagnostic, type ResolvedConfig } from "@ohcs/context";
import * as ownFunctions from "@ohcs/functions";
import { createOrchestrator, type Orchestrator } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { loadConfig } from "../config/load-config.ts";
import { programGpus } from "../gpus/program-gpus.ts";
import { loadPipeline } from "../pipeline/load-pipeline.ts";
import type { UserModule } from "../pipeline/user-module.ts";
import { openSource } from "../plate/open-source.ts";
import type { JobValues } from "./job-values.ts";
import { programModules } from "./program-modules.ts";
import { programVersions } from "./program-versions.ts";

/** A pipeline compiled for a plate: ready to be executed, or all that speaks against it. */
export interface Job {
  readonly diagnostics: readonly Diagnostic[];
  /** Null where a diagnostic is an error. */
  readonly plate: CompiledPlate | null;
  readonly estimate: PlateEstimate | null;
  readonly config: ResolvedConfig;
  /** Of this plate; `compiled` where there is no error. */
  readonly orchestrator: Orchestrator;
}

/** Opens, loads and compiles; reads only. @throws whatever opening the plate or loading the pipeline throws */
export async function prepareJob(values: JobValues, directory: string): Promise<Job> {
  const configured = await loadConfig(values, directory);
  const { pipeline, diagnostics, modules, folder } = await loadPipeline(values.pipeline, directory);
  const orchestrator = createOrchestrator({
    plateRoot: values.plate,
    openPlate: (plate) => openSource({ ...values, plate }, directory),
    ...{ catalogue: catalogueWith(modules), modules: programModules(), versions: programVersions() },
    ...{ host: nodePlateHost({ gpus: programGpus }), config: configured.stack, notices: configured.diagnostics },
    // `-o` names the output plate itself.
    ...(values.output === undefined ? {} : { outputRoot: resolve(directory, values.output) }),
  });
  await orchestrator.initialize();
  const { config, diagnostics: configProblems } = orchestrator.config;
  if (pipeline === null) {
    const all = [...configured.diagnostics, ...configProblems, ...diagnostics];
    return { diagnostics: all, plate: null, estimate: null, config, orchestrator };
  }
  const outcome = await orchestrator.compilePipelines(pipeline, {
    ...{ folder, userModules: Object.fromEntries(modules.map(({ name, code }) => [name, code])) },
    ...(values.plateMap === undefined ? {} : { plateMap: resolve(directory, values.plateMap) }),
  });
  return { ...outcome, config, orchestrator };
}

function catalogueWith(modules: readonly UserModule[]): Catalogue {
  const users = Object.fromEntries(modules.map(({ name, exports }) => [name, exports]));
  return catalogueOf({ "@ohcs/functions": { ...ownFunctions }, ...users });
}
