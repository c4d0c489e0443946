import type { ArtifactFile, CompiledPlate, GpuUse, PlateResult, WorkerStartup, WorkerTuning } from "@ohcs/context";
import { LAYOUT } from "../layout.ts";
import type { OutputFolder } from "../run-host.ts";

/** The record of a run at its beginning; at its end with its whole result. */
export type RunRecord = Pick<CompiledPlate, "pipelineName"> &
  Pick<PlateResult, "runId" | "plateId" | "outputRoot" | "startedAt" | "environment"> &
  Partial<Pick<PlateResult, "wells" | "phases" | "quarantine" | "gpus" | "durationMs">> & {
    readonly status: PlateResult["status"] | "running";
    /** Of the plan that was run; absent in old records. */
    readonly fingerprint?: string;
    /** Paths of the source plate and the output plate in the run. */
    readonly roots: WorkerStartup["roots"];
    /** URLs of the modules that contexts name, by name. */
    readonly modules?: WorkerStartup["modules"];
    /** How the run processed its wells, so that resuming does the same; incomplete or absent in old records. */
    readonly settings?: Partial<RunManner>;
    /** Hashes of the texts of user modules that were linked to packages of this machine; absent in old records. */
    readonly relinked?: Readonly<Record<string, string>>;
    /** Artifacts that were taken from another run instead of being computed; absent in old records. */
    readonly takenOver?: readonly ArtifactFile[];
  };

/** The part supplied by the run: the rest is the plate's. */
export type ToldOfRun = Omit<RunRecord, "pipelineName" | "fingerprint">;

/** Settings of a run for memory, width, workers and GPUs. They do not affect results. */
export interface RunManner {
  /** Bytes for all wells together; null for no limit. */
  readonly memoryBudgetBytes: number | null;
  /** Expected memory of a well; null if unknown. */
  readonly expectedWellBytes: number | null;
  readonly adaptWidth: boolean;
  /** Most wells at the same time; as configured, not as used. */
  readonly workers: number;
  readonly tuning: WorkerTuning;
  /** Absent if not set. */
  readonly gpuUse?: GpuUse;
}

/**
 * Writes the record of a run: volatile provenance, replaced as a whole. The identifying fields come first, one per
 * line, so that readers of these read only the beginning.
 */
export async function writeRunRecord(folder: OutputFolder, plate: CompiledPlate, record: ToldOfRun): Promise<void> {
  const { pipelineName, fingerprint } = plate;
  const text = JSON.stringify({ specVersion: 1, pipelineName, fingerprint, ...record }, null, 2);
  await folder.writeText(LAYOUT.run, text);
}
