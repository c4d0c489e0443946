import type { CompileOutcome, ConfigLayer, ConfigStack, TracedConfig } from "@ohcs/compiler";
import type { BackendCatalogue, Catalogue, Diagnostic, PipelineSpec, PlateManifest } from "@ohcs/context";
import type { PlateRun } from "@ohcs/executor";
import type { PlateHost } from "../host/plate-host.ts";
import type { PlateState } from "./plate-state.ts";
import type { RunSettings } from "./start-run.ts";

/** The life cycle of one plate: opened, compiled, executed; compiled and executed again as often as needed. */
export interface Orchestrator {
  readonly state: PlateState;
  /**
   * The configuration of the next compilation, with the origin of each value; with the plate's own section once it is
   * open.
   */
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

/** Inputs of a compilation besides the pipeline. */
export interface CompileOptions {
  /** Folder that file names in the pipeline are relative to. @default the current one */
  readonly folder?: string;
  /** CSV file about the wells: overrides that of the configuration, which overrides one of the pipeline. */
  readonly plateMap?: string;
  /** Bundled user modules by name, `user:<sha256>` → text of an ES module. */
  readonly userModules?: Readonly<Record<string, string>>;
}

/** Backends that were found by their names, with where workers find them. */
export interface LoadedBackends {
  readonly catalogue: BackendCatalogue;
  /** Module name of a reference → the URL from which workers import it, beside those of the program. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Bundled user modules by name, `user:<sha256>` → text of an ES module. */
  readonly userModules?: Readonly<Record<string, string>>;
}

/** Finds backends by name, and loads no others. What cannot be found is a problem in the catalogue. */
export type LoadBackends = (names: readonly string[]) => Promise<LoadedBackends>;

/** Options of the orchestrator of one plate. */
export interface OrchestratorOptions {
  /** Folder of the source plate. */
  readonly plateRoot: string;
  /** Reads the folder: `openPlate` of `@ohcs/microscopes/disk`, bound to a handler or pattern. */
  readonly openPlate: (plateRoot: string) => Promise<PlateManifest>;
  readonly catalogue: Catalogue;
  /** Finds the backends that configuration, pipeline and plate name, and that of plain files. */
  readonly backends: LoadBackends;
  /** Module name of a reference → the URL from which workers import it. */
  readonly modules: Readonly<Record<string, string>>;
  readonly host: PlateHost;
  /** The sources of the configuration: global, of this plate, of the command line. */
  readonly config?: ConfigStack;
  /** Problems found while reading them; reported with every compilation. */
  readonly notices?: readonly Diagnostic[];
  /** The output plate itself; by default it lies beside the source plate. */
  readonly outputRoot?: string;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}
