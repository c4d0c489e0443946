import type { GroupPlan, ProcessingContext, StepPlan } from "@ohcs/context";

/** One step as far as it goes in one pass. */
interface PassStep {
  readonly pass: number;
  readonly plan: StepPlan;
  /** Its groups in this pass, with their index among all groups of the step. */
  readonly groups: readonly (readonly [index: number, group: GroupPlan])[];
  /** Are all groups done after it, so that tables and JSON of the well can be written? */
  readonly isLast: boolean;
  /** What no step after it reads. */
  readonly freed: readonly Held[];
}

/** An item that a step left in the intermediate backend, or all that is left of an output. */
export interface Held {
  readonly step: number;
  readonly output: string;
  readonly index: number | null;
}

/** Contexts of one plate share their plans. */
const known = new WeakMap<ProcessingContext["stepPlans"], readonly PassStep[]>();

/** The steps in the order in which they run: pass by pass, all steps of one pass in their order. Most pipelines have one. */
export function passesOf({ stepPlans }: Pick<ProcessingContext, "stepPlans">): readonly PassStep[] {
  const passes = known.get(stepPlans) ?? passesThrough(stepPlans.toArray());
  known.set(stepPlans, passes);
  return passes;
}

function passesThrough(plans: readonly StepPlan[]): readonly PassStep[] {
  const last = Math.max(0, ...plans.flatMap(({ groups }) => groups.toArray().map(({ pass }) => pass)));
  const steps = Array.from({ length: last + 1 }, (_, pass) => pass).flatMap((pass) =>
    plans.flatMap((plan) => {
      const groups = [...plan.groups.entries()].filter(([, group]) => group.pass === pass);
      const isLast = pass === lastPassOf(plan, last);
      return groups.length > 0 || isLast ? [{ pass, plan, groups, isLast }] : [];
    }),
  );
  const freed = lastReads(steps);
  return steps.map((step, i) => ({ ...step, freed: freed.get(i) ?? [] }));
}

/** A step without groups still has its empty tables to write. */
function lastPassOf({ groups }: StepPlan, last: number): number {
  return groups.isEmpty() ? last : Math.max(...groups.toArray().map(({ pass }) => pass));
}

/** For each step of the schedule the values that it is the last to read; for outputs also unread items. */
function lastReads(steps: readonly Omit<PassStep, "freed">[]): ReadonlyMap<number, readonly Held[]> {
  const readers = new Map<string, { readonly held: Held; readonly by: number }>();
  const note = (step: number, output: string, index: number | null, by: number) =>
    readers.set(`${step}/${output}/${index}`, { held: { step, output, index }, by });
  for (const [by, { plan, groups }] of steps.entries())
    for (const [name, { source, step, output }] of plan.inputs) {
      if (source !== "step" || step === null || output === null) continue;
      for (const [, group] of groups) for (const index of group.inputs.get(name) ?? []) note(step, output, index, by);
      note(step, output, null, by);
    }
  const freed = new Map<number, Held[]>();
  for (const { held, by } of readers.values()) freed.set(by, [...(freed.get(by) ?? []), held]);
  return freed;
}

/** The index of the first image of a group among all images of its step, whatever the order in which groups run. */
export function firstImageOf({ groups }: StepPlan, groupIndex: number): number {
  return groups.take(groupIndex).reduce((sum, { images }) => sum + images.size, 0);
}
