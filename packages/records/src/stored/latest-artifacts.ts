import type { ArtifactFile, Phase } from "@ohcs/context";
import type { RunRecord } from "../close/run-record.ts";
import type { OutputReader } from "../run-host.ts";
import { artifactsIn, artifactsMade } from "./artifacts.ts";
import type { StoredPlan } from "./stored-plan.ts";
import { isRecordOf, readRunRecord } from "./stored-run.ts";
import { storedRecord } from "./well-record-file.ts";

type Reader = Pick<OutputReader, "root" | "readText">;
type RecordedArtifacts = Pick<RunRecord, "phases" | "takenOver">;

/**
 * The artifacts that stand in an output plate by its plan: those of phases that the run says to have ended; of others, where
 * it goes on or was stopped before, what it took over from another run or what reductions committed.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`
 */
export async function latestArtifacts(reader: Reader, plan: StoredPlan): Promise<readonly ArtifactFile[]> {
  const record = await readRunRecord(reader);
  const recorded = isRecordOf(record, plan) ? record : {};
  const reductions = plan.plate.phases.toArray().filter(({ kind }) => kind === "reduce");
  return (await Promise.all(reductions.map((phase) => artifactsOf(reader, phase, recorded)))).flat();
}

async function artifactsOf(
  reader: Reader,
  { name, kind, contexts }: Phase,
  { phases = [], takenOver = [] }: RecordedArtifacts,
): Promise<readonly ArtifactFile[]> {
  const ended = phases.find((one) => one.kind === kind && one.name === name && one.status !== "cancelled");
  if (ended !== undefined) return ended.artifacts;
  const made = new Set(contexts.toArray().flatMap(artifactsMade));
  const taken = takenOver.filter((one) => made.has(one.name));
  if (taken.length > 0) return taken;
  const records = await Promise.all(contexts.toArray().map((context) => storedRecord(reader, context)));
  return records.flatMap((record) => (record?.result.status === "success" ? artifactsIn(record.result.outputs) : []));
}
