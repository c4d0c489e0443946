import { basename, resolve } from "node:path";
import { backendsNamed, type ConfigStack, fieldSource, type PlateEstimate, traceConfig } from "@ohcs/compiler";
import {
  type Catalogue,
  type CompiledPlate,
  catalogueOf,
  type Diagnostic,
  type PlateManifest,
  type ResolvedConfig,
} from "@ohcs/context";
import { isObjectUrl } from "@ohcs/filemanager/disk";
import * as ownFunctions from "@ohcs/functions";
import { type BatchOutcome, createOrchestrator, joinPlates, type Orchestrator } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { lookForGpus } from "../gpus/look-for-gpus.ts";
import { programGpus } from "../gpus/program-gpus.ts";
import { backendLoader } from "../modules/load-backends.ts";
import { type LoadedRunner, loadRunner, runnerOf } from "../modules/load-runner.ts";
import type { LoadedPipeline } from "../pipeline/link-user-functions.ts";
import type { UserModule } from "../pipeline/load-module.ts";
import { locatePlate, openSource, type SourceValues } from "../plate/open-source.ts";
import { withWindows } from "../plate/with-windows.ts";
import { programModules } from "../program/program-modules.ts";
import { programVersions } from "../program/program-packages.ts";

/** Which plate is compiled for, how it is read, and what goes with it. */
export interface PlateValues extends SourceValues {
  readonly output: string | undefined;
  readonly plateMap: string | undefined;
}

/** What all plates are compiled with. */
export interface JobInputs {
  /** The sources of the configuration, and what was found wrong while they were read. */
  readonly configured: { readonly stack: ConfigStack; readonly diagnostics: readonly Diagnostic[] };
  readonly loaded: LoadedPipeline;
  /** For the record, beside those of the packages of OHCS. */
  readonly versions?: Readonly<Record<string, string>>;
  /** What the plate holds, where it has been opened already. */
  readonly manifest?: PlateManifest;
}

/** A pipeline compiled for a plate: ready to be executed, or all that speaks against it. */
export interface Job {
  readonly plateId: string;
  /** The source plate, which is only read. */
  readonly plateRoot: string;
  readonly outputRoot: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Null where a diagnostic is an error. */
  readonly plate: CompiledPlate | null;
  /** The reductions over plates, for this plate alone; null where the pipeline has none. */
  readonly batch: CompiledPlate | null;
  readonly estimate: PlateEstimate | null;
  readonly config: ResolvedConfig;
  /** Of this plate; `compiled` where there is no error. */
  readonly orchestrator: Orchestrator;
  /** Where its wells will run. */
  readonly runner: LoadedRunner;
}

/** Opens, loads and compiles; reads only. @throws whatever opening the plate or loading the pipeline throws */
export async function prepareJob(values: PlateValues, inputs: JobInputs, directory: string): Promise<Job> {
  // `-o` names the output plate itself.
  const place = values.output === undefined ? {} : { outputRoot: resolve(directory, values.output) };
  return compiledJob(values, inputs, place, directory);
}

/** Several plates with one pipeline. */
export interface Jobs extends BatchOutcome {
  readonly jobs: readonly Job[];
}

/**
 * The same for several plates, each with an output plate of its own, in the folder that `-o` names or beside it. All are
 * compiled before any can be executed.
 */
export async function prepareJobs(
  { plates, ...values }: Omit<PlateValues, "plate"> & { readonly plates: readonly string[] },
  inputs: JobInputs,
  directory: string,
): Promise<Jobs> {
  const { output } = values;
  const { configured } = inputs;
  const flag = { kind: "flag", name: "--output" } as const;
  const folder = output === undefined ? [] : [fieldSource(["outputFolder"], resolve(directory, output), flag)];
  const stack = { ...configured.stack, commandLine: [...(configured.stack.commandLine ?? []), ...folder] };
  const jobs: Job[] = [];
  for (const plate of plates)
    jobs.push(
      await compiledJob({ ...values, plate }, { ...inputs, configured: { ...configured, stack } }, {}, directory),
    );
  return { jobs, ...(await joinPlates(jobs, nodePlateHost())) };
}

async function compiledJob(
  values: PlateValues,
  { configured, loaded: { pipeline, diagnostics, modules, folder }, versions, manifest }: JobInputs,
  place: { readonly outputRoot?: string },
  directory: string,
): Promise<Job> {
  const catalogue = catalogueWith(modules);
  const stack = isObjectUrl(values.plate) ? writtenInto(configured.stack, directory) : configured.stack;
  const orchestrator = createOrchestrator({
    plateRoot: isObjectUrl(values.plate) ? values.plate : resolve(directory, values.plate),
    openPlate: async (plate) => {
      const opened = manifest ?? (await openSource({ ...values, plate }, configured.stack, directory));
      return storesZarr(stack, pipeline, opened) ? withWindows(opened) : opened;
    },
    catalogue,
    modules: { ...programModules(), ...packagesAmong(modules) },
    versions: { ...versions, ...programVersions() },
    backends: backendLoader(directory),
    host: nodePlateHost({ gpus: programGpus }),
    config: stack,
    notices: configured.diagnostics,
    ...place,
  });
  const { config: expected } = traceConfig(configured.stack, basename(await locatePlate(values.plate, directory)));
  if (pipeline !== null) lookForGpus({ pipeline, catalogue, config: expected }, programGpus);
  const { plateId, root: plateRoot } = await orchestrator.initialize();
  const { config, diagnostics: configProblems } = orchestrator.config;
  const runner = await loadRunner(runnerOf(config), directory);
  const facts = { plateId, plateRoot, config, orchestrator, runner, outputRoot: orchestrator.outputRoot };
  if (pipeline === null) {
    const all = [...configured.diagnostics, ...configProblems, ...diagnostics];
    return { ...facts, diagnostics: all, plate: null, batch: null, estimate: null };
  }
  const outcome = await orchestrator.compilePipelines(pipeline, {
    folder,
    userModules: Object.fromEntries(modules.flatMap(({ name, code }) => (code === null ? [] : [[name, code]]))),
    ...(values.plateMap === undefined ? {} : { plateMap: resolve(directory, values.plateMap) }),
  });
  return { ...outcome, ...facts };
}

/** Are images stored as OME-Zarr, whose documents say what viewers show at first? */
function storesZarr(stack: ConfigStack, pipeline: LoadedPipeline["pipeline"], manifest: PlateManifest): boolean {
  if (pipeline === null) return false;
  const { config } = traceConfig(stack, manifest.plateId);
  return backendsNamed({ pipeline, config: { ...config, sourceBackend: "disk" }, manifest }).includes("zarr");
}

/** Beside a plate in an object store nothing is written: its output lies in `folder`, unless something else is said. */
function writtenInto(stack: ConfigStack, folder: string): ConfigStack {
  const source = { layer: { outputFolder: folder }, origin: { kind: "machine" } } as const;
  return { ...stack, global: [source, ...(stack.global ?? [])] };
}

function catalogueWith(modules: readonly UserModule[]): Catalogue {
  const users = Object.fromEntries(modules.map(({ name, exports }) => [name, exports]));
  const origins = modules.flatMap(({ name, origin }) => (origin === null ? [] : [[name, origin] as const]));
  return catalogueOf({ "@ohcs/functions": { ...ownFunctions }, ...users }, Object.fromEntries(origins));
}

/** Where workers find packages whose functions are called. */
function packagesAmong(modules: readonly UserModule[]): Readonly<Record<string, string>> {
  return Object.fromEntries(modules.flatMap(({ name, code, url }) => (code === null ? [[name, url]] : [])));
}
