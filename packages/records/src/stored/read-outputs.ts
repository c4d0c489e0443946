import type {
  InputLink,
  Json,
  OutputPlan,
  ProcessingContext,
  StartingPoint,
  StepPlan,
  StoredPlane,
  StoredStep,
} from "@ohcs/context";
import { valuePath } from "../layout.ts";
import { EARLIER_VERSION, type NoStart, noResult } from "./no-start.ts";
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
  }
  return null;
}

/** What a starting point does not guarantee: that all inputs exist, exactly as computed. */
export function missingIn(context: ProcessingContext, { step, stored, outputs }: StartingPoint): NoStart | null {
  const files = new Set(outputs.map(({ path }) => path));
  for (const { plan, name, output, items } of outputsRead(context, step)) {
    const own = stored.find((one) => one.step === plan.stepName);
    if (own?.planes.some((plane) => plane.output === name && !plane.isExact) === true)
      return notStored(plan, name, "as it was computed", "what was rounded when it was stored", ROUNDED);
    if (output.kind === "table" && own !== undefined && own.tables === undefined) return noResult(EARLIER_VERSION);
    if (own?.tables?.some((table) => table.output === name && !table.isExact) === true)
      return notStored(plan, name, "as the step gave it", "cells that its file does not give back", CELLS);
    if (!isComplete(own, name, output, items, { context, files })) return notStored(plan, name, "whole", "a part");
  }
  return null;
}

const ROUNDED = "Set 'dtype: native' in that step and run the pipeline from its start once; or begin at that step.";

const CELLS =
  "Begin at that step, or let it return columns of numbers only, booleans only, or texts of which none is empty.";

function isComplete(
  stored: StoredStep | undefined,
  name: string,
  { kind, store }: OutputPlan,
  items: readonly number[],
  { context, files }: { readonly context: ProcessingContext; readonly files: ReadonlySet<string> },
): boolean {
  if (kind === "json" || kind === "table") {
    if (store === null || !files.has(valuePath(context, store))) return false;
    if (kind === "json") return true;
  }
  const known = name === "image" ? new Set(planesOf(stored, name).keys()) : groupsOf(stored, name, kind);
  return items.every((item) => known.has(item));
}

function planesOf(stored: StoredStep | undefined, name: string): readonly StoredPlane[] {
  return (stored?.planes ?? []).filter(({ output }) => output === name);
}

/** Indexes of the groups that gave a named image or a table. */
function groupsOf(stored: StoredStep | undefined, name: string, kind: string): ReadonlySet<number> {
  const table = stored?.tables?.find(({ output }) => output === name);
  return new Set((kind === "table" ? (table?.parts ?? []) : planesOf(stored, name)).map(({ group }) => group));
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

/** If the earlier plan is unknown, other checks report it. */
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
