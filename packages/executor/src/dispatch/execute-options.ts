import type { ArtifactFile, CompiledPlate, Json, RunnerUse, Table, WorkerStartup } from "@ohcs/context";
import type { PlateOutputs, RunHost, SourceFacts } from "@ohcs/records";
import type { GpuWorkers } from "../gpu/gpu-workers.ts";
import type { RunSettings } from "../run-settings.ts";

/** What a run needs: the plate, how it is run, and where all that it names is found. */
export interface ExecuteOptions extends RunSettings {
  readonly plate: CompiledPlate;
  /** The user's name for it, for the record: resuming the run loads it again. */
  readonly runnerUse?: RunnerUse;
  /**
   * Where wells run that compute on a GPU; requested only if there are any, with the most bytes that the images of one
   * well take there. Without it they fail, or run on the CPU if allowed.
   */
  readonly gpu?: (peakBytes: number) => Promise<GpuWorkers>;
  /** Where workers find modules and folders; `roots.output` is the output plate. */
  readonly startup: Pick<WorkerStartup, "modules" | "roots">;
  readonly host: RunHost;
  /** Supplied tables and JSON by the SHA-256 that contexts name. */
  readonly supplied?: Readonly<Record<string, Table | Json>>;
  /** Bundled user modules by their name in references: `user:<sha256>` → text of an ES module. */
  readonly userModules?: Readonly<Record<string, string>>;
  /** Size and time of change of each source image by path, so that it can be said later which of them changed. */
  readonly sources?: SourceFacts;
  /** What the well that needs most is expected to hold, as the compiler estimates it. */
  readonly expectedWellBytes?: number | null;
  /** Artifacts that the resumed run took over, and that are in the output. `artifactsFrom` overrides them. */
  readonly takenOver?: readonly ArtifactFile[];
  /** What plates committed, for reductions over plates; their wells in what is executed are these plates. */
  readonly plates?: readonly PlateOutputs[];
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}
