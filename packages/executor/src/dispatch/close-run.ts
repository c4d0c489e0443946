import type { CompiledPlate, PhaseResult, WellResult } from "@ohcs/context";
import { closeMetadata } from "../close/close-metadata.ts";
import { isDone } from "../close/is-done.ts";
import { toWellError } from "../worker/place.ts";
import { WellTimer } from "../worker/well-timer.ts";
import type { RunScope } from "./run-scope.ts";

/**
 * What is left to do when no worker runs any more: temporary files of workers that were ended, the plate's metadata, the
 * run's record. The last phase of every run, so that its failure, too, is a value and no result is lost.
 */
export async function closeRun(
  { folder, wells, runnerName }: RunScope,
  plate: CompiledPlate,
  writeRecord: () => Promise<void>,
): Promise<PhaseResult> {
  const task = { context: "", wellId: "metadata", attempt: 1, deadlineMs: null, contributors: [] };
  const timer = new WellTimer(task, runnerName);
  const done = plate.wells.toArray().filter((well) => isDone(wells.get(well)));
  const common = { name: "metadata", kind: "reduce", contributors: done, excluded: [], artifacts: [] } as const;
  try {
    if (plate.wells.some((well) => mayHaveLeftFiles(wells.get(well)))) await folder.sweep();
    await closeMetadata(folder, plate, wells);
    await writeRecord();
    return { ...common, status: "complete", result: timer.ended("success", null) };
  } catch (error) {
    return { ...common, status: "failed", result: timer.ended("error", toWellError(error)) };
  }
}

/** A worker that was ended while it wrote leaves its temporary file. */
function mayHaveLeftFiles(result: WellResult | undefined): boolean {
  return result?.status !== "skipped" && (result?.status !== "success" || result.attempts > 1);
}
