import { type CompiledPlate, mapConcurrently, type ProcessingContext, type StartingPoint } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { OutputReader, Verification } from "../run-host.ts";
import { judgeRecord } from "./judge-record.ts";
import { judgeStart } from "./judge-start.ts";
import { type NoStart, noResult } from "./no-start.ts";
import type { SourceFacts } from "./plan-document.ts";
import { readStoredPlan, type StoredPlan } from "./stored-plan.ts";
import { findRecord } from "./well-record-file.ts";

/** Inputs for deciding where wells begin. */
export interface StartRequest {
  readonly plate: CompiledPlate;
  /** Name or number of a step. */
  readonly fromStep: string;
  readonly sources: SourceFacts;
  /** Are wells skipped that already have a result of this plan? */
  readonly isResumed: boolean;
  readonly verify: Verification;
}

const JUDGED_AT_ONCE = 4;
const MOST_NAMED = 5;

/**
 * Proves for every well that is to run that it can begin at the step: what earlier steps left is there as committed, holds
 * all that later ones read, and was made from what the plan says now. Looks only.
 * @throws `FROM_STEP_UNKNOWN` · `FROM_STEP_NOT_STORED`, `FROM_STEP_CHANGED`, `FROM_STEP_NO_RESULT` where a well cannot; nothing
 *   has been touched then · `RUN_NOT_FOUND`, `RUN_CORRUPT`
 */
export async function startingPoints(
  reader: OutputReader,
  request: StartRequest,
): Promise<ReadonlyMap<string, StartingPoint>> {
  const name = stepNamed(request);
  const old = await readStoredPlan(reader);
  const asked = new Set(request.plate.wells);
  const contexts = firstContexts(request.plate).filter(({ axisId }) => asked.has(axisId));
  const found = await mapConcurrently(contexts, JUDGED_AT_ONCE, (context) =>
    startOf(reader, old, context, name, request),
  );
  const refused = found.flatMap((one, i) => {
    const well = contexts[i]?.axisId ?? "";
    return one !== null && "code" in one ? [{ well, why: one }] : [];
  });
  if (refused.length > 0) throw refusal(name, refused);
  const points = found.flatMap((one, i) => {
    const well = contexts[i]?.axisId ?? "";
    return one === null || "code" in one ? [] : [[well, one] as const];
  });
  return new Map(points);
}

/** Null for a well that runs normally: it is done already, or has nothing before the step. */
async function startOf(
  reader: OutputReader,
  old: StoredPlan,
  context: ProcessingContext,
  name: string,
  { sources, isResumed, verify }: StartRequest,
): Promise<StartingPoint | NoStart | null> {
  const step = context.stepPlans.findIndex(({ stepName }) => stepName === name);
  if (step <= 0) return null;
  if (isResumed && (await judgeRecord(reader, context, verify)).kind === "done") return null;
  const { record, isDamaged } = await findRecord(reader, context);
  if (isDamaged) return noResult("a record that is not as it was written");
  return judgeStart(reader, { old, record, context, sources, step, verify });
}

/** The wells before the first barrier. */
function firstContexts({ phases }: CompiledPlate): readonly ProcessingContext[] {
  return phases.find(({ kind }) => kind === "map")?.contexts.toArray() ?? [];
}

/** A name takes precedence over a number. @throws `FROM_STEP_UNKNOWN` */
function stepNamed({ plate, fromStep }: StartRequest): string {
  const names = [
    ...new Set(firstContexts(plate).flatMap(({ stepPlans }) => stepPlans.toArray().map((plan) => plan.stepName))),
  ];
  const name = names.includes(fromStep) ? fromStep : names[Number(fromStep) - 1];
  if (name !== undefined) return name;
  const expected = `one of '${names.join("', '")}', or a number from 1 to ${names.length}`;
  throw fail("FROM_STEP_UNKNOWN", `Cannot begin at step '${fromStep}': expected ${expected}`, {
    details: { fromStep, steps: names },
  });
}

/** Reports the first reason, and the number of affected wells. */
function refusal(step: string, refused: readonly { readonly well: string; readonly why: NoStart }[]): Error {
  const [first] = refused;
  const { code, expected, got, remedy, details } = first?.why ?? { code: "FROM_STEP_NO_RESULT", expected: "", got: "" };
  const wells = refused.map(({ well }) => well);
  const named =
    wells.length > MOST_NAMED
      ? `${wells.slice(0, MOST_NAMED).join(", ")} and ${wells.length - MOST_NAMED} more`
      : wells.join(", ");
  return fail(code, `Cannot begin at step '${step}' in ${named}: expected ${expected}, got ${got}`, {
    details: { step, wells, ...details },
    ...(remedy === undefined ? {} : { remedy }),
  });
}
