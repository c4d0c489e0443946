import {
  type CompiledPlate,
  canonicalJson,
  type Json,
  type Phase,
  type ProcessingContext,
  toJson,
} from "@ohcs/context";

/** Where the plan of the latest run lies below the output plate's root. */
export const PLAN_PATH = ".ohcs/plan.json";

/** Size and time of change of source images by path. */
export type SourceFacts = Readonly<Record<string, readonly [bytes: number, mtimeMs: number]>>;

/** A context as plain JSON, with its step plans, and what is known of the images it reads. */
export interface PlannedContext {
  readonly context: { readonly [field: string]: Json };
  readonly sources: SourceFacts;
}

/** Plans that were replaced, by the path of the record that they explain. */
export type PreviousContexts = Readonly<Record<string, PlannedContext>>;

/** Lists of step plans, each kept once however many wells share it. */
class PlanLists {
  readonly #indexes = new Map<unknown, number>();
  readonly #lists: Json[] = [];

  /** The index of a list that contexts share in memory; `make` is its JSON. */
  indexOf(plans: unknown, make: () => Json): number {
    const known = this.#indexes.get(plans);
    if (known !== undefined) return known;
    const index = this.#lists.push(make()) - 1;
    this.#indexes.set(plans, index);
    return index;
  }

  get all(): readonly Json[] {
    return this.#lists;
  }
}

/**
 * A compiled plate as canonical JSON, enough to run it elsewhere or go on with it; wells of equal structure share their
 * step plans. `previous` are the contexts that this plan replaces.
 */
export function planDocument(plate: CompiledPlate, sources: SourceFacts, previous: PreviousContexts): string {
  const lists = new PlanLists();
  const phases = plate.phases.toArray().map((phase) => phaseJson(phase, lists));
  const replaced = Object.entries(previous).map(([path, planned]) => [path, plannedJson(planned, lists)] as const);
  const { specVersion, plateId, pipelineName, fingerprint } = plate;
  return canonicalJson({
    ...{ specVersion, plateId, pipelineName, fingerprint, phases },
    ...{ wells: plate.wells.toArray(), stepPlans: lists.all },
    ...{ sources: sources as Json, previous: Object.fromEntries(replaced) },
  });
}

/** A context of which it is to be told what differs from another. */
export function plannedContext(context: ProcessingContext, sources: SourceFacts): PlannedContext {
  return { context: toJson(context) as PlannedContext["context"], sources };
}

function phaseJson({ index, name, kind, minWells, contexts }: Phase, lists: PlanLists): Json {
  return { index, name, kind, minWells, contexts: contexts.toArray().map((context) => contextJson(context, lists)) };
}

function contextJson(context: ProcessingContext, lists: PlanLists): Json {
  const { stepPlans, ...fields } = context.toObject();
  const json = Object.entries(fields).map(([key, value]) => [key, toJson(value)] as const);
  return { ...Object.fromEntries(json), stepPlans: lists.indexOf(stepPlans, () => toJson(stepPlans)) };
}

function plannedJson({ context, sources }: PlannedContext, lists: PlanLists): Json {
  const { stepPlans = [], ...fields } = context;
  const index = lists.indexOf(canonicalJson(stepPlans), () => stepPlans);
  return { context: { ...fields, stepPlans: index }, sources: sources as Json };
}
