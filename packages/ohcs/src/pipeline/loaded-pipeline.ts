import type { Diagnostic, PipelineSpec } from "@ohcs/context";
import type { UserModule } from "./user-module.ts";

/** A pipeline that was read, with the modules whose functions it may call. */
export interface LoadedPipeline {
  /** Null where its text cannot be read at all. */
  readonly pipeline: PipelineSpec | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly modules: readonly UserModule[];
  /** Absolute folder against which files that the pipeline names are read. */
  readonly folder: string;
}
