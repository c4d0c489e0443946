import type { ProcessingContext, StartingPoint, WellRecord } from "@ohcs/context";
import { recordPath } from "../layout.ts";
import type { OutputReader, Verification } from "../run-host.ts";
import { effectiveFingerprint } from "./artifacts.ts";
import { type ContextChange, contextChanges } from "./context-changes.ts";
import { firstSteps } from "./first-steps.ts";
import { EARLIER_VERSION, type NoStart, noResult } from "./no-start.ts";
import { type PlannedContext, plannedContext, type SourceFacts } from "./plan-document.ts";
import { missingIn, unstoredIn } from "./read-outputs.ts";
import type { StoredPlan } from "./stored-plan.ts";

/** A well that is to begin at `step`, and what is known of its earlier result. */
interface StartCase {
  /** The plan that lies in the output. */
  readonly old: StoredPlan;
  readonly record: WellRecord | null;
  /** What is to be run now, of images with these facts. */
  readonly context: ProcessingContext;
  readonly sources: SourceFacts;
  readonly step: number;
  readonly verify: Verification;
}

/** The replacement of the steps before, or why there is none. */
export async function judgeStart(reader: OutputReader, start: StartCase): Promise<StartingPoint | NoStart> {
  const { record, context, sources, step } = start;
  const before = madeFrom(start);
  const unstored = unstoredIn(context, step, before);
  if (unstored !== null) return unstored;
  if (record === null || before === null) return noResult("none of a plan that is known");
  if (record.stored === undefined) return noResult(EARLIER_VERSION);
  if (!wasReached(record, context, step)) return noResult(`'${record.result.error?.code ?? record.result.status}'`);
  const changes = contextChanges(firstSteps(before, step), firstSteps(plannedContext(context, sources), step));
  if (changes.length > 0) return changed(changes);
  const point = pointIn(record, context, step);
  return missingIn(context, point) ?? (await damageIn(reader, point, start.verify)) ?? point;
}

/** The plan from which the record was made: the latest one, or one that it replaced. */
function madeFrom({ old, record, context }: StartCase): PlannedContext | null {
  if (record === null) return null;
  const known = [old.planned(context), old.previous[recordPath(context)] ?? null];
  const isOf = (one: PlannedContext) =>
    record.fingerprint === effectiveFingerprint(String(one.context.fingerprint), record.artifacts);
  return known.find((one) => one !== null && isOf(one)) ?? null;
}

/**
 * Did all steps before finish? If a well passes its steps several times, only success implies it. A failure outside of
 * all steps, such as of the worker, leaves only the starting point of the run.
 */
function wasReached({ result, stored = [] }: WellRecord, { stepPlans }: ProcessingContext, step: number): boolean {
  if (result.status === "success") return true;
  const failedAt = result.error?.step?.index;
  const isOnePass = stepPlans.every(({ groups }) => groups.every(({ pass }) => pass === 0));
  if (failedAt !== undefined) return isOnePass && failedAt >= step;
  const names = new Set(stored.map((one) => one.step));
  const storing = stepPlans.take(step).filter(({ outputs }) => outputs.some(({ store }) => store !== null));
  return storing.every(({ stepName }) => names.has(stepName));
}

function pointIn({ stored = [], result }: WellRecord, { stepPlans }: ProcessingContext, step: number): StartingPoint {
  const names = new Set(stepPlans.take(step).map(({ stepName }) => stepName));
  const kept = stored.filter((one) => names.has(one.step));
  const files = new Set(kept.flatMap((one) => one.files));
  return { step, stored: kept, outputs: result.outputs.filter(({ path }) => files.has(path)) };
}

async function damageIn(reader: OutputReader, { outputs }: StartingPoint, how: Verification): Promise<NoStart | null> {
  for (const output of outputs)
    if (!(await reader.verify(output, how)))
      return { ...noResult(`'${output.path}' gone or not as it was written`), details: { file: output.path } };
  return null;
}

function changed(changes: readonly ContextChange[]): NoStart {
  const places = [...new Set(changes.map(({ what, where }) => `${what} ${where}`))];
  const got = places.length > 3 ? `${places.slice(0, 3).join(", ")} and ${places.length - 3} more` : places.join(", ");
  return {
    code: "FROM_STEP_CHANGED",
    expected: "nothing changed before it since its results were made",
    got: `another ${got}`,
    details: { changes },
  };
}
