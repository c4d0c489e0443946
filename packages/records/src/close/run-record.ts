import type { ArtifactFile, CompiledPlate, GpuUse, PlateResult, WorkerStartup, WorkerTuning } from "@ohcs/context";
import { LAYOUT } from "../layout.ts";
import type { OutputFolder } from "../run-host.ts";

/** What a run says of itself when it begins; at its end all of its result. */
export type RunRecord = Pick<CompiledPlate, "pipelineName"> &
  Pick<PlateResult, "runId" | "plateId" | "outputRoot" | "startedAt" | "environment"> &
  Partial<Pick<PlateResult, "wells" | "phases" | "quarantine" | "gpus" | "durationMs">> & {
    readonly status: PlateResult["status"] | "running";
    /** Of the plan that was run; absent in old records. */
    readonly fingerprint?: string;
    /** Where the run found the source plate and put the output plate. */
    readonly roots: WorkerStartup["roots"];
    /** Where the run found the modules that contexts name, by name. */
    readonly modules?: WorkerStartup["modules"];
    /** How the run went about its wells, so that whoever goes on with it does likewise; old records tell less, or nothing. */
    readonly settings?: Partial<RunManner>;
    /** Hashes of the texts of user modules that were linked to packages of this machine; absent in old records. */
    readonly relinked?: Readonly<Record<string, string>>;
    /** Artifacts that were taken over from another run, in place of being made; absent in old records. */
    readonly takenOver?: readonly ArtifactFile[];
  };

/** What of it the run has to say: the rest is the plate's. */
export type ToldOfRun = Omit<RunRecord, "pipelineName" | "fingerprint">;

/** What a run was told of memory, width, workers and GPUs. No result depends on it. */
export interface RunManner {
  /** Bytes for all wells together; null for no limit. */
  readonly memoryBudgetBytes: number | null;
  /** What a well is expected to hold; null where nobody knows. */
  readonly expectedWellBytes: number | null;
  readonly adaptWidth: boolean;
  /** Wells at the same time, at most; as told, not as many as there turned out to be use for. */
  readonly workers: number;
  readonly tuning: WorkerTuning;
  /** Absent where nobody said it. */
  readonly gpuUse?: GpuUse;
}

/**
 * Writes the record of a run: volatile provenance, replaced as a whole. What it is of stands first, a field to a line: who
 * wants no more reads the beginning only.
 */
export async function writeRunRecord(folder: OutputFolder, plate: CompiledPlate, record: ToldOfRun): Promise<void> {
  const { pipelineName, fingerprint } = plate;
  const text = JSON.stringify({ specVersion: 1, pipelineName, fingerprint, ...record }, null, 2);
  await folder.writeText(LAYOUT.run, text);
}
