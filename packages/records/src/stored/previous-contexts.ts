import { type CompiledPlate, mapConcurrently, type ProcessingContext } from "@ohcs/context";
import { type RecordOwner, recordPath } from "../layout.ts";
import type { OutputReader } from "../run-host.ts";
import { effectiveFingerprint } from "./artifacts.ts";
import type { PlannedContext, PreviousContexts } from "./plan-document.ts";
import { readStoredPlan, type StoredPlan } from "./stored-plan.ts";
import { wellContexts } from "./well-contexts.ts";
import { storedRecord } from "./well-record-file.ts";

const READ_AT_ONCE = 8;

/**
 * The contexts that a new plan replaces: for each changed well the one that its record was made from, so that changes
 * can be reported, even if plans were replaced more than once before the well was run. Empty if there is no readable
 * earlier plan.
 */
export async function previousContexts(
  reader: Pick<OutputReader, "root" | "readText">,
  plate: CompiledPlate,
): Promise<PreviousContexts> {
  const old = await readStoredPlan(reader).catch(() => null);
  if (old === null) return {};
  const contexts = wellContexts(plate);
  const kept = await mapConcurrently(contexts, READ_AT_ONCE, (context) => replacedBy(reader, old, context));
  return Object.fromEntries(kept.filter((one) => one !== null));
}

async function replacedBy(
  reader: Pick<OutputReader, "readText">,
  old: StoredPlan,
  context: ProcessingContext,
): Promise<readonly [path: string, planned: PlannedContext] | null> {
  const path = recordPath(context);
  const latest = old.planned(context);
  const earlier = old.previous[path] ?? null;
  const isKept = latest?.context.fingerprint === context.fingerprint;
  const kept = isKept ? earlier : await recorded(reader, context, latest, earlier);
  return kept === null ? null : [path, kept];
}

async function recorded(
  reader: Pick<OutputReader, "readText">,
  owner: RecordOwner,
  latest: PlannedContext | null,
  earlier: PlannedContext | null,
): Promise<PlannedContext | null> {
  if (earlier === null) return latest;
  const record = await storedRecord(reader, owner);
  const wasRun = record?.fingerprint === effectiveFingerprint(String(earlier.context.fingerprint), record?.artifacts);
  return wasRun ? earlier : (latest ?? earlier);
}
