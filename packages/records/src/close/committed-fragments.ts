import {
  type CompiledPlate,
  type MetadataFragment,
  mapConcurrently,
  type ProcessingContext,
  type WellRecord,
  type WellResult,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { recordPath } from "../layout.ts";
import type { OutputReader } from "../run-host.ts";
import { effectiveFingerprint } from "../stored/artifacts.ts";
import { judgeStored } from "../stored/judge-record.ts";
import { wellContexts } from "../stored/well-contexts.ts";
import { findRecord } from "../stored/well-record-file.ts";
import { isDone } from "./plate-status.ts";

/** The committed results of a run's wells in the output plate. */
interface CommittedFragments {
  /** Selected wells that are finished, in this run or before it. */
  readonly done: ReadonlySet<string>;
  readonly fragments: readonly MetadataFragment[];
}

/** Records of a large plate need not all be in memory, nor their files open. */
const READ_AT_ONCE = 8;

/**
 * The committed fragments of finished wells, in every stretch in which they had work. A well that the run did not reach
 * is finished if an earlier run of the same plan finished it.
 * @throws `RECORD_MISSING`, `RECORD_CORRUPT` if a finished well has no valid record
 */
export async function committedFragments(
  reader: OutputReader,
  plate: CompiledPlate,
  wells: ReadonlyMap<string, WellResult>,
): Promise<CommittedFragments> {
  const contexts = wellContexts(plate);
  const asked = new Set(plate.wells);
  const found = await mapConcurrently(contexts, READ_AT_ONCE, (context) =>
    fragmentOf(reader, context, wells.get(context.axisId), asked.has(context.axisId)),
  );
  const absent = new Set(contexts.flatMap(({ axisId }, i) => (found[i] === null ? [axisId] : [])));
  const done = new Set(contexts.flatMap(({ axisId }) => (asked.has(axisId) && !absent.has(axisId) ? [axisId] : [])));
  // A well that only feeds reductions need not have run in every stretch.
  const isListed = ({ axisId }: ProcessingContext) => done.has(axisId) || !asked.has(axisId);
  const fragments = contexts.flatMap((context, i) => (isListed(context) ? (found[i] ?? []) : []));
  return { done, fragments };
}

async function fragmentOf(
  reader: OutputReader,
  context: ProcessingContext,
  result: WellResult | undefined,
  isAsked: boolean,
): Promise<MetadataFragment | null> {
  const wasDone = isDone(result);
  if (wasDone && isAsked) return (await recordOf(reader, context)).fragment;
  const wasStopped = result === undefined || result.status === "cancelled";
  const mayStand = isAsked ? wasStopped : wasDone;
  return mayStand ? ((await standingRecord(reader, context))?.fragment ?? null) : null;
}

const MISSING = ["RECORD_MISSING", "none"] as const;

async function recordOf(reader: OutputReader, context: ProcessingContext): Promise<WellRecord> {
  const { record, isDamaged } = await findRecord(reader, context);
  if (record !== null) return record;
  const [well, path] = [context.axisId, recordPath(context)];
  const [code, got] = isDamaged ? (["RECORD_CORRUPT", "one that was changed after it was written"] as const) : MISSING;
  throw fail(code, `Cannot list the images of '${well}': expected its record at '${path}', got ${got}`, {
    details: { well, path },
  });
}

/** A successful record of this context, with any artifacts it read, whose files exist; null if there is none. */
async function standingRecord(reader: OutputReader, context: ProcessingContext): Promise<WellRecord | null> {
  const found = await findRecord(reader, context);
  const fingerprint = effectiveFingerprint(context.fingerprint, found.record?.artifacts);
  const verdict = await judgeStored(reader, found, fingerprint, "size");
  return verdict.kind === "done" ? verdict.record : null;
}
