import type { CompiledPlate, PlateResult } from "@ohcs/context";
import type { OutputFolder } from "../host/run-host.ts";

/** What a run says of itself when it begins; at its end all of its result. */
export type RunRecord = Pick<PlateResult, "runId" | "plateId" | "outputRoot" | "startedAt" | "environment"> &
  Partial<Pick<PlateResult, "wells" | "phases" | "durationMs">> & {
    readonly status: PlateResult["status"] | "running";
  };

/** Writes `.ohcs/run.json`: volatile provenance, replaced as a whole. */
export async function writeRunRecord(folder: OutputFolder, plate: CompiledPlate, record: RunRecord): Promise<void> {
  const { pipelineName, fingerprint } = plate;
  const text = JSON.stringify({ specVersion: 1, pipelineName, fingerprint, ...record }, null, 2);
  await folder.writeText(".ohcs/run.json", text);
}
