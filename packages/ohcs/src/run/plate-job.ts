import type { ConfigLayer, PlateEstimate } from "@ohcs/compiler";
import type { CompiledPlate, DefinedHandler, Diagnostic, PipelineSpec } from "@ohcs/context";

/** A pipeline for a plate. Paths are relative to `directory`, and so are modules that are named by file. */
export interface PlateJob {
  /** Folder of the plate, which is only read. */
  readonly plate: string;
  /** A pipeline, `preset:NAME`, or a .ts, .js, .json or .yaml file. */
  readonly pipeline: PipelineSpec | string;
  /** Folder of the output plate. @default `<plate>_openhcs` beside the plate */
  readonly output?: string;
  /** What differs from the usual: `{ runner: "processes", numWorkers: 4 }`. No file and no variable is read for it. */
  readonly config?: ConfigLayer;
  /** CSV file with a `well` column that overrides one of the pipeline. */
  readonly plateMap?: string;
  /** How file names state coordinates, for folders of no known microscope. */
  readonly pattern?: string;
  /** Which acquisition of an OME-Zarr plate with several. */
  readonly acquisition?: number;
  /** The handlers to choose among. @default those that come with OHCS; others are named by module, in `config.handler` */
  readonly handlers?: readonly DefinedHandler[];
  /** @default the current folder of the process */
  readonly directory?: string;
}

/** What a pipeline becomes for a plate: a plan of every well, or all that speaks against it. */
export interface CompiledJob {
  readonly plateId: string;
  readonly outputRoot: string;
  /** Problems of pipeline, plate, configuration and machine, warnings among them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Null where a diagnostic is an error. */
  readonly plate: CompiledPlate | null;
  /** What a run will read, write and hold; null where that is not known. */
  readonly estimate: PlateEstimate | null;
}
