import {
  asksForGpus,
  type CompileOutcome,
  type ConfigLayer,
  type ConfigStack,
  compilePlate,
  outputRootOf,
  resolveConfig,
  type TracedConfig,
  traceConfig,
} from "@ohcs/compiler";
import type {
  Catalogue,
  Diagnostic,
  GpuUse,
  PipelineSpec,
  PlateManifest,
  PlateResult,
  WellRunner,
  WorkerTuning,
} from "@ohcs/context";
import { executePlate, type PlateRun, type ResumeOptions } from "@ohcs/executor";
import { gpusByUse } from "../host/gpus-by-use.ts";
import type { PlateGpus } from "../host/plate-gpus.ts";
import type { PlateHost } from "../host/plate-host.ts";
import { gpuUseOf } from "../plate/gpu-use-of.ts";
import { type ConfiguredManner, mannerOf } from "../plate/manner-of.ts";
import { sourcesOf } from "../plate/sources-of.ts";
import { readOne, readSuppliedFiles } from "../plate/supplied-files.ts";
import { endOf, type PlateEnd, type PlateState, stateAmong } from "./plate-state.ts";

/** What the orchestrator of one plate is made of. */
export interface OrchestratorOptions {
  /** Folder of the source plate. */
  readonly plateRoot: string;
  /** Reads the folder: `openPlate` of `@ohcs/microscopes/disk`, bound to a handler or pattern. */
  readonly openPlate: (plateRoot: string) => Promise<PlateManifest>;
  readonly catalogue: Catalogue;
  /** Module name of a reference → the URL from which workers import it. */
  readonly modules: Readonly<Record<string, string>>;
  readonly host: PlateHost;
  /** The sources of the configuration: global, of this plate, of the command line. */
  readonly config?: ConfigStack;
  /** What was found wrong while those were read; told with every compilation. */
  readonly notices?: readonly Diagnostic[];
  /** The output plate itself; by default it lies beside the source plate. */
  readonly outputRoot?: string;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** What a compilation needs besides the pipeline. */
export interface CompileOptions {
  /** Folder that file names in the pipeline are relative to. @default the current one */
  readonly folder?: string;
  /** CSV file with a `well` column that wins over one of the pipeline. */
  readonly plateMap?: string;
  /** Bundled user modules by name, `user:<sha256>` → text of an ES module. */
  readonly userModules?: Readonly<Record<string, string>>;
}

/** How a compiled plate is run. */
export interface RunSettings {
  readonly runner: WellRunner;
  /** @default `numWorkers` of the configuration it was compiled with */
  readonly workers?: number;
  /** Skips what an earlier run finished. @default `resume` of the configuration it was compiled with */
  readonly resume?: boolean | ResumeOptions;
  /** Name or number of the step at which wells begin, where what the steps before it left lies in the output. */
  readonly fromStep?: string;
  /** How workers go about their wells; no result depends on it. What is left out is as configured. */
  readonly tuning?: WorkerTuning;
  /** Lets the number of wells at the same time follow memory and throughput. @default as configured */
  readonly adaptWidth?: boolean;
  /** Output plate of another run whose artifacts are taken over instead of being made. */
  readonly artifactsFrom?: string;
  readonly signal?: AbortSignal;
}

/** The life of one plate: opened, compiled, executed; compiled and executed again as often as wanted. */
export interface Orchestrator {
  readonly state: PlateState;
  /** What the next compilation will go by, and where each value comes from; with the plate's own section once it is open. */
  readonly config: TracedConfig;
  /** Where the output plate of the next compilation will lie. @throws `TRANSITION_ILLEGAL` before the plate is open */
  readonly outputRoot: string;
  /** Opens the plate: `created` → `ready`. */
  initialize(): Promise<PlateManifest>;
  /**
   * Changes the global configuration for the next compilation; what is compiled or runs is not touched. The plate's own
   * section and the command line still win. @throws `CONFIG_INVALID`
   */
  configure(layer: ConfigLayer): void;
  /** Compiles: → `compiled`, or stays where it is when there are errors among the diagnostics. */
  compilePipelines(pipeline: PipelineSpec, options?: CompileOptions): Promise<CompileOutcome>;
  /**
   * Executes what was compiled: `compiled` → `executing` → `completed`, `failed` or `cancelled`. Reductions over plates are
   * the work of {@link runBatch}, also for one plate.
   */
  executeCompiledPlate(settings: RunSettings): PlateRun;
}

/**
 * Makes the orchestrator of a plate. Each method is legal in certain states only.
 * @throws (each method) `TRANSITION_ILLEGAL`
 */
export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  return new PlateOrchestrator(options);
}

/** What the configuration and this machine say of a run, beside what its plan holds. */
interface RunDefaults extends ConfiguredManner {
  readonly gpuUse: GpuUse;
  readonly workers: number;
  /** Bytes for all wells together. */
  readonly memoryBudgetBytes: number | null;
  readonly resume: boolean;
}

const NOT_COMPILED: RunDefaults = {
  workers: 1,
  memoryBudgetBytes: null,
  resume: false,
  adaptWidth: true,
  tuning: {},
  gpuUse: gpuUseOf(),
};

const IDLE = ["ready", "compiled", "completed", "failed", "cancelled"] as const;
const OPEN = [...IDLE, "executing"] as const;

class PlateOrchestrator implements Orchestrator {
  readonly #options: OrchestratorOptions;
  #changes: readonly ConfigLayer[] = [];
  #state: PlateState = { name: "created" };
  #defaults = NOT_COMPILED;
  readonly #gpus: ((use: GpuUse) => PlateGpus) | null;

  constructor(options: OrchestratorOptions) {
    this.#options = options;
    this.#gpus = options.host.gpus === undefined ? null : gpusByUse(options.host.gpus);
  }

  get state(): PlateState {
    return this.#state;
  }

  get config(): TracedConfig {
    return traceConfig(this.#stack, this.#state.name === "created" ? null : this.#state.manifest.plateId);
  }

  get outputRoot(): string {
    const { manifest } = stateAmong(this.#state, "place the output", ...OPEN);
    return this.#options.outputRoot ?? outputRootOf(manifest, this.config.config);
  }

  get #stack(): ConfigStack {
    const { config: { global = [], ...stack } = {} } = this.#options;
    return { ...stack, global: [...global, ...this.#changes.map((layer) => ({ layer }))] };
  }

  async initialize(): Promise<PlateManifest> {
    stateAmong(this.#state, "initialize", "created");
    const manifest = await this.#options.openPlate(this.#options.plateRoot);
    this.#state = { name: "ready", manifest };
    return manifest;
  }

  configure(layer: ConfigLayer): void {
    resolveConfig(layer);
    this.#changes = [...this.#changes, structuredClone(layer)];
  }

  async compilePipelines(pipeline: PipelineSpec, options: CompileOptions = {}): Promise<CompileOutcome> {
    const { manifest } = stateAmong(this.#state, "compile", ...IDLE);
    const { host, catalogue, notices = [] } = this.#options;
    const { config, diagnostics } = this.config;
    const { outputRoot } = this;
    const folder = options.folder ?? ".";
    const asked = { pipeline, manifest, catalogue, config, overrides: layerOf(this.#options.config?.commandLine) };
    const [supplied, map, facts, gpu] = await Promise.all([
      readSuppliedFiles(host, pipeline, folder),
      options.plateMap === undefined ? null : readOne(host, folder, options.plateMap),
      host.facts(outputRoot),
      asksForGpus(asked) ? this.#gpus?.(gpuUseOf(config)).inventory() : null,
    ]);
    const outcome = compilePlate({
      ...{ ...asked, host: { ...facts, gpu: gpu ?? null }, supplied: supplied.facts },
      notices: [...notices, ...diagnostics],
      ...(map === null ? {} : { plateMap: map.facts }),
      population: populationIn(this.#stack, manifest.plateId),
    });
    if (outcome.plate === null) return outcome;
    const tables = { ...supplied.contents, ...map?.contents };
    const { peakBytesPerWell: expectedWellBytes } = outcome.estimate;
    const { plate, batch } = outcome;
    const job = { plate, batch, outputRoot, tables, userModules: options.userModules ?? {}, expectedWellBytes };
    this.#state = { name: "compiled", manifest, job };
    this.#defaults = {
      ...{ workers: config.numWorkers, resume: config.resume, gpuUse: gpuUseOf(config) },
      ...mannerOf(config),
      memoryBudgetBytes: config.memoryBudgetBytes ?? facts.memoryBytes,
    };
    return outcome;
  }

  executeCompiledPlate({
    runner,
    workers = this.#defaults.workers,
    resume = this.#defaults.resume,
    tuning,
    adaptWidth = this.#defaults.adaptWidth,
    fromStep,
    artifactsFrom,
    signal,
  }: RunSettings): PlateRun {
    const { manifest, job } = stateAmong(this.#state, "execute", "compiled");
    const { host, modules, versions = {} } = this.#options;
    const gpus = this.#gpus?.(this.#defaults.gpuUse) ?? null;
    const run = executePlate({
      ...(gpus === null ? {} : { gpu: () => gpus.workers() }),
      ...{ plate: job.plate, runner, workers, host: host.run, versions, adaptWidth },
      ...{ memoryBudgetBytes: this.#defaults.memoryBudgetBytes, expectedWellBytes: job.expectedWellBytes },
      ...{ supplied: job.tables, userModules: job.userModules, resume, sources: sourcesOf(manifest) },
      startup: {
        ...{ modules, roots: { source: manifest.root, output: job.outputRoot } },
        tuning: { ...this.#defaults.tuning, ...tuning },
      },
      ...(fromStep === undefined ? {} : { fromStep }),
      ...(artifactsFrom === undefined ? {} : { artifactsFrom }),
      ...(signal === undefined ? {} : { signal }),
    });
    const end = (name: PlateEnd, result: PlateResult | null) => {
      this.#state = { name, manifest, job, result };
    };
    this.#state = { name: "executing", manifest, job, run };
    run.result.then(
      (result) => end(endOf(result), result),
      () => end("failed", null),
    );
    return run;
  }
}

/** What the command line says, of its sound values. */
function layerOf(commandLine: ConfigStack["commandLine"] = []): ConfigLayer {
  const { config, values } = traceConfig({ commandLine });
  const said = (["onMissing", "gpu", "retries", "timeoutS"] as const).filter(
    (field) => values[field]?.origin.kind !== "default",
  );
  return Object.fromEntries(said.map((field) => [field, config[field]]));
}

/** The wells of the plate, whatever the command line asks for: what reductions take into account. */
function populationIn({ commandLine = [], ...stack }: ConfigStack, plateId: string): readonly string[] {
  const others = commandLine.map(({ layer: { wellFilter: _, ...layer }, ...source }) => ({ ...source, layer }));
  return traceConfig({ ...stack, commandLine: others }, plateId).config.wellFilter;
}
