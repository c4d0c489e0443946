import type { CompiledPlate, ProcessingContext } from "@ohcs/context";
import type { OutputReader } from "../host/run-host.ts";
import { recordPath } from "../worker/well-record-file.ts";
import type { PlannedContext, PreviousContexts } from "./plan-document.ts";
import { readStoredPlan, type StoredPlan } from "./stored-plan.ts";
import { storedRecord } from "./stored-record.ts";

/**
 * The contexts that a new plan replaces: for each changed well the one that its record was made from, so that it can be
 * told what changed, also when plans were replaced more than once before the well was run. Empty where there is no earlier
 * plan that can be read.
 */
export async function previousContexts(
  reader: Pick<OutputReader, "readText">,
  plate: CompiledPlate,
): Promise<PreviousContexts> {
  const old = await readStoredPlan(reader).catch(() => null);
  if (old === null) return {};
  const contexts = plate.phases.toArray().flatMap((phase) => (phase.kind === "map" ? phase.contexts.toArray() : []));
  const kept = await Promise.all(contexts.map((context) => replacedBy(reader, old, context)));
  return Object.fromEntries(kept.filter((one) => one !== null));
}

async function replacedBy(
  reader: Pick<OutputReader, "readText">,
  old: StoredPlan,
  { axis, axisId, fingerprint }: ProcessingContext,
): Promise<readonly [path: string, planned: PlannedContext] | null> {
  const path = recordPath(axis, axisId);
  const latest = old.planned(axis, axisId);
  const earlier = old.previous[path] ?? null;
  const kept =
    latest?.context.fingerprint === fingerprint ? earlier : await recorded(reader, axis, axisId, latest, earlier);
  return kept === null ? null : [path, kept];
}

async function recorded(
  reader: Pick<OutputReader, "readText">,
  axis: "well" | "plate",
  axisId: string,
  latest: PlannedContext | null,
  earlier: PlannedContext | null,
): Promise<PlannedContext | null> {
  if (earlier === null) return latest;
  const record = await storedRecord(reader, axis, axisId);
  return record?.fingerprint === earlier.context.fingerprint ? earlier : (latest ?? earlier);
}
