import type {
  InputLink,
  Json,
  OutputPlan,
  ProcessingContext,
  StartingPoint,
  StepPlan,
  StoredStep,
} from "@ohcs/context";
import type { NoStart } from "./no-start.ts";
import type { PlannedContext } from "./plan-document.ts";

/** An output of a step that steps behind a starting point read. */
interface ReadOutput {
  readonly plan: StepPlan;
  readonly name: string;
  readonly output: OutputPlan;
  /** Which of its items: images count over the groups of the step, all else by group. */
  readonly items: readonly number[];
}

/** What steps from `step` on read of those before and cannot find in files, by the plan or by that of the earlier run. */
export function unstoredIn(context: ProcessingContext, step: number, before: PlannedContext | null): NoStart | null {
  for (const { plan, name, output } of outputsRead(context, step)) {
    if (output.store === null || !wasStored(before, plan.stepName, name))
      return notStored(plan, name, "stored", "none");
    // Rows of all groups lie in one file, with columns that were added: the tables cannot be told apart exactly.
    if (output.kind === "table")
      return notStored(plan, name, "as the step gave it", "a file with those of all its groups");
  }
  return null;
}

/** What a starting point does not prove: that all is there that is read, and as it was computed. */
export function missingIn(context: ProcessingContext, { step, stored, outputs }: StartingPoint): NoStart | null {
  const files = new Set(outputs.map(({ path }) => path));
  for (const { plan, name, output, items } of outputsRead(context, step)) {
    const own = stored.find((one) => one.step === plan.stepName);
    if (own?.planes.some((plane) => plane.output === name && !plane.isExact) === true)
      return notStored(plan, name, "as it was computed", "what was rounded when it was stored", ROUNDED);
    if (!isComplete(own, name, output, items, { context, files })) return notStored(plan, name, "whole", "a part");
  }
  return null;
}

const ROUNDED =
  "Set 'dtype: native' in the step named and run the pipeline from its start once; or begin at that step.";

function isComplete(
  stored: StoredStep | undefined,
  name: string,
  { kind, store }: OutputPlan,
  items: readonly number[],
  { context, files }: { readonly context: ProcessingContext; readonly files: ReadonlySet<string> },
): boolean {
  if (kind === "json") return files.has(`${store?.directory}/${context.axisId}_${store?.name}${store?.extension}`);
  const planes = (stored?.planes ?? []).filter((plane) => plane.output === name);
  const known = kind === "image" ? new Set(planes.keys()) : new Set(planes.map(({ group }) => group));
  return items.every((item) => known.has(item));
}

function outputsRead({ stepPlans }: ProcessingContext, step: number): readonly ReadOutput[] {
  const read = new Map<string, { readonly link: InputLink; readonly items: Set<number> }>();
  for (const { inputs, groups } of stepPlans.skip(step))
    for (const [name, link] of inputs) {
      if (link.source !== "step" || link.step === null || link.step >= step) continue;
      const key = `${link.step}/${link.output}`;
      const { items } = read.get(key) ?? { items: new Set<number>() };
      for (const group of groups) for (const item of group.inputs.get(name) ?? []) if (item !== null) items.add(item);
      read.set(key, { link, items });
    }
  return [...read.values()].flatMap(({ link, items }) => {
    const plan = stepPlans.get(link.step ?? 0);
    const output = plan?.outputs.get(link.output ?? "");
    return plan === undefined || output === undefined
      ? []
      : [{ plan, name: link.output ?? "", output, items: [...items] }];
  });
}

/** Where nothing is known of the earlier plan, other checks tell. */
function wasStored(before: PlannedContext | null, step: string, output: string): boolean {
  const plans = (before?.context.stepPlans ?? []) as readonly { readonly [key: string]: Json }[];
  const outputs = plans.find(({ stepName }) => stepName === step)?.outputs as
    | Readonly<Record<string, StoreOf>>
    | undefined;
  return outputs?.[output]?.store !== null;
}

interface StoreOf {
  readonly store: Json;
}

function notStored({ stepName }: StepPlan, name: string, how: string, got: string, remedy?: string): NoStart {
  const what = name === "image" ? "the images" : `'${name}'`;
  return {
    code: "FROM_STEP_NOT_STORED",
    expected: `${what} of step '${stepName}' ${how}`,
    got,
    details: { from: stepName },
    ...(remedy === undefined ? {} : { remedy }),
  };
}
