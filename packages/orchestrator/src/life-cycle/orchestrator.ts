import type { CompileOutcome, ConfigLayer, TracedConfig } from "@ohcs/compiler";
import type { PipelineSpec, PlateManifest } from "@ohcs/context";
import type { PlateRun } from "@ohcs/executor";
import type { CompileOptions } from "./compile-options.ts";
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
