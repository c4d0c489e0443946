import type { CompiledPlate, PhaseResult } from "@ohcs/context";
import { closeMetadata, dropArtifacts, isDone } from "@ohcs/records";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import type { RunScope } from "./run-scope.ts";

/**
 * What is left to do when no worker runs any more: temporary files of workers that were ended, the plate's metadata, the
 * run's record, artifacts that nothing refers to any more, each whatever becomes of the others. The last phase of every run, so that its failure, too, is a value and
 * no result is lost.
 *
 * @param writeRecord Is given what became of the rest
 */
export async function closeRun(
  { folder, wells, unfinished, runnerName, artifacts }: RunScope,
  plate: CompiledPlate,
  writeRecord: (closed: PhaseResult) => Promise<void>,
): Promise<PhaseResult> {
  const task = { context: "", wellId: "metadata", attempt: 1, deadlineMs: null, contributors: [] };
  const timer = new WellTimer(task, runnerName);
  const done = plate.wells.toArray().filter((well) => isDone(wells.get(well)));
  const failures: unknown[] = [];
  const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => failures.push(error));
  const closed = (): PhaseResult => ({
    name: "metadata",
    kind: "reduce",
    contributors: done,
    excluded: [],
    artifacts: [],
    status: failures.length === 0 ? "complete" : "failed",
    result: failures.length === 0 ? timer.ended("success", null) : timer.ended("error", toWellError(failures[0])),
  });
  if (unfinished.size > 0) await attempt(folder.sweep());
  await attempt(closeMetadata(folder, plate, wells));
  await attempt(writeRecord(closed()));
  // A file too many harms nothing: the next run tries again.
  await dropArtifacts(folder, artifacts.values()).catch(() => undefined);
  return closed();
}
