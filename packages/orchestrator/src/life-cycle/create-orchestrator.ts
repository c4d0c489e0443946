import {
  asksForGpus,
  backendsNamed,
  type CompileOutcome,
  type ConfigLayer,
  type ConfigStack,
  compilePlate,
  outputRootOf,
  resolveConfig,
  type TracedConfig,
  traceConfig,
} from "@ohcs/compiler";
import type { GpuUse, PipelineSpec, PlateManifest, PlateResult } from "@ohcs/context";
import type { PlateRun } from "@ohcs/executor";
import { gpusByUse, type PlateGpus } from "../host/plate-host.ts";
import { gpuUseOf, mannerOf } from "../plate/manner-of.ts";
import { readPlateMap, readSuppliedFiles } from "../plate/supplied-files.ts";
import { sourcesOf } from "./check-sources.ts";
import type { CompileOptions, Orchestrator, OrchestratorOptions } from "./orchestrator.ts";
import { endOf, type PlateEnd, type PlateState, stateAmong } from "./plate-state.ts";
import { PlateTurn } from "./plate-turn.ts";
import { type RunDefaults, type RunSettings, startRun } from "./start-run.ts";

/**
 * Makes the orchestrator of a plate. Each method is legal in certain states only, and while no other is at work.
 * @throws (each method) `TRANSITION_ILLEGAL`
 */
export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  return new PlateOrchestrator(options);
}

const IDLE = ["ready", "compiled", "completed", "failed", "cancelled"] as const;
const OPEN = [...IDLE, "executing"] as const;

class PlateOrchestrator implements Orchestrator {
  readonly #options: OrchestratorOptions;
  #changes: readonly ConfigLayer[] = [];
  #state: PlateState = { name: "created" };
  /** Settings from configuration and machine for the run of a compiled plate. */
  #defaults: RunDefaults = { workers: 1 };
  readonly #turn = new PlateTurn();
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
    const { host, outputRoot = outputRootOf(manifest, this.config.config) } = this.#options;
    return host.absolutePath(outputRoot);
  }

  get #stack(): ConfigStack {
    const { config: { global = [], ...stack } = {} } = this.#options;
    return { ...stack, global: [...global, ...this.#changes.map((layer) => ({ layer }))] };
  }

  async initialize(): Promise<PlateManifest> {
    stateAmong(this.#state, "initialize", "created");
    return this.#turn.take("initialize", async () => {
      const { host, openPlate, plateRoot } = this.#options;
      const manifest = await openPlate(host.absolutePath(plateRoot));
      this.#state = { name: "ready", manifest };
      return manifest;
    });
  }

  configure(layer: ConfigLayer): void {
    resolveConfig(layer);
    this.#changes = [...this.#changes, structuredClone(layer)];
  }

  async compilePipelines(pipeline: PipelineSpec, options: CompileOptions = {}): Promise<CompileOutcome> {
    const { manifest } = stateAmong(this.#state, "compile", ...IDLE);
    return this.#turn.take("compile", () => this.#compile(manifest, pipeline, options));
  }

  async #compile(manifest: PlateManifest, pipeline: PipelineSpec, options: CompileOptions): Promise<CompileOutcome> {
    const { host, catalogue, notices = [] } = this.#options;
    const { config, diagnostics } = this.config;
    const { outputRoot } = this;
    const folder = options.folder ?? ".";
    const loaded = await this.#options.backends(backendsNamed({ pipeline, config, manifest }));
    const overrides = layerOf(this.#options.config?.commandLine);
    const asked = { pipeline, manifest, catalogue, backends: loaded.catalogue, config, overrides };
    const plateMap = options.plateMap ?? config.plateMap;
    const [supplied, map, facts, sourceRoot, gpu] = await Promise.all([
      readSuppliedFiles(host, pipeline, folder),
      plateMap === null ? null : readPlateMap(host, folder, plateMap),
      host.facts(outputRoot),
      host.realPath(manifest.root),
      asksForGpus(asked) ? this.#gpus?.(gpuUseOf(config)).inventory() : null,
    ]);
    const outcome = compilePlate({
      ...asked,
      host: { ...facts, sourceRoot, gpu: gpu ?? null },
      supplied: supplied.facts,
      notices: [...notices, ...diagnostics],
      ...(map === null ? {} : { plateMap: map.facts }),
      population: populationIn(this.#stack, manifest.plateId),
    });
    if (outcome.plate === null) return outcome;
    const tables = { ...supplied.contents, ...map?.contents };
    const { peakBytesPerWell: expectedWellBytes } = outcome.estimate;
    const { plate, batch } = outcome;
    const userModules = { ...options.userModules, ...loaded.userModules };
    const modules = { ...this.#options.modules, ...loaded.modules };
    const job = { plate, batch, outputRoot, tables, modules, userModules, expectedWellBytes };
    this.#state = { name: "compiled", manifest, job };
    this.#defaults = {
      ...mannerOf(config),
      resume: config.resume,
      memoryBudgetBytes: config.memoryBudgetBytes ?? facts.memoryBytes,
    };
    return outcome;
  }

  executeCompiledPlate(settings: RunSettings): PlateRun {
    const { manifest, job } = stateAmong(this.#state, "execute", "compiled");
    this.#turn.expectFree("execute");
    const { host, versions = {} } = this.#options;
    const { plate, outputRoot, tables, modules, userModules, expectedWellBytes } = job;
    const gpus = this.#gpus?.(gpuUseOf({ ...this.#defaults.gpuUse, ...settings.gpuUse }));
    const work = {
      host,
      versions,
      plate,
      modules,
      userModules,
      expectedWellBytes,
      supplied: tables,
      sources: sourcesOf(manifest),
      roots: { source: manifest.root, output: outputRoot },
      ...(gpus === undefined ? {} : { gpu: (peakBytes: number) => gpus.workers(peakBytes) }),
    };
    const run = startRun(work, settings, this.#defaults);
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
  const said = (["onMissing", "gpu", "per", "retries", "timeoutS"] as const).filter(
    (field) => values[field]?.origin.kind !== "default",
  );
  return Object.fromEntries(said.map((field) => [field, config[field]]));
}

/** The wells of the plate, whatever the command line asks for: what reductions take into account. */
function populationIn({ commandLine = [], ...stack }: ConfigStack, plateId: string): readonly string[] {
  const others = commandLine.map(({ layer: { wellFilter: _, ...layer }, ...source }) => ({ ...source, layer }));
  return traceConfig({ ...stack, commandLine: others }, plateId).config.wellFilter;
}
