import {
  type CompiledPlate,
  canonicalJson,
  canonicalText,
  contextText,
  type Json,
  type Phase,
  type ProcessingContext,
  toJson,
} from "@ohcs/context";

/** Size and time of change of source images by path. */
export type SourceFacts = Readonly<Record<string, readonly [bytes: number, mtimeMs: number]>>;

/** Is a file the one that was compiled for? Copies keep times to the millisecond at best, as many programs make them. */
export function isSameSource([bytes, mtimeMs]: SourceFacts[string], found: SourceFacts[string]): boolean {
  return found[0] === bytes && Math.abs(found[1] - mtimeMs) < 1;
}

/** A context as plain JSON, with its step plans, and what is known of the images it reads. */
export interface PlannedContext {
  readonly context: { readonly [field: string]: Json };
  readonly sources: SourceFacts;
}

/** Plans that were replaced, by the path of the record that they explain. */
export type PreviousContexts = Readonly<Record<string, PlannedContext>>;

/** Lists of step plans as text, each kept once however many wells share it. */
class PlanLists {
  readonly #indexes = new Map<unknown, number>();
  readonly #lists: string[] = [];
  /** The JSON of what else contexts share in memory. */
  readonly texts = new Map<unknown, string>();

  /** The index of a list that contexts share in memory; `make` is its JSON. */
  indexOf(plans: unknown, make: () => string): number {
    const known = this.#indexes.get(plans);
    if (known !== undefined) return known;
    const index = this.#lists.push(make()) - 1;
    this.#indexes.set(plans, index);
    return index;
  }

  get all(): readonly string[] {
    return this.#lists;
  }
}

/**
 * A compiled plate as canonical JSON, enough to run it elsewhere or go on with it; wells of equal structure share their
 * step plans. `previous` are the contexts that this plan replaces.
 */
export function planDocument(plate: CompiledPlate, sources: SourceFacts, previous: PreviousContexts): string {
  return [...planTexts(plate, sources, previous)].join("");
}

/** The same piece by piece, so that a large plate never is one text in memory, let alone one value. */
export function* planTexts(plate: CompiledPlate, sources: SourceFacts, previous: PreviousContexts): Generator<string> {
  const lists = new PlanLists();
  yield `{"fingerprint":${canonicalJson(plate.fingerprint)},"phases":[`;
  yield* separated(plate.phases, (phase) => phaseTexts(phase, lists));
  yield `],"pipelineName":${canonicalJson(plate.pipelineName)},"plateId":${canonicalJson(plate.plateId)},"previous":{`;
  yield* separated(sorted(previous), (entry) => [memberText(entry, plannedText(entry[1], lists))]);
  yield '},"sources":{';
  yield* separated(sorted(sources), (entry) => [memberText(entry, canonicalJson(entry[1]))]);
  yield `},"specVersion":${plate.specVersion},"stepPlans":[${lists.all.join(",")}],"wells":${canonicalText(plate.wells)}}`;
}

/** A context to be compared with another. */
export function plannedContext(context: ProcessingContext, sources: SourceFacts): PlannedContext {
  return { context: toJson(context) as PlannedContext["context"], sources };
}

function* phaseTexts({ index, name, kind, minWells, contexts }: Phase, lists: PlanLists): Generator<string> {
  yield '{"contexts":[';
  const plansOf = ({ stepPlans }: ProcessingContext) => lists.indexOf(stepPlans, () => canonicalText(stepPlans));
  yield* separated(contexts, (context) => [contextText(context, plansOf(context), lists.texts)]);
  yield `],${canonicalJson({ index, kind, minWells, name }).slice(1)}`;
}

function plannedText({ context, sources }: PlannedContext, lists: PlanLists): string {
  const { stepPlans = [], ...fields } = context;
  const text = canonicalJson(stepPlans);
  return canonicalJson({
    context: { ...fields, stepPlans: lists.indexOf(text, () => text) },
    sources: sources as Json,
  });
}

function* separated<Item>(items: Iterable<Item>, textsOf: (item: Item) => Iterable<string>): Generator<string> {
  let isFirst = true;
  for (const item of items) {
    if (!isFirst) yield ",";
    yield* textsOf(item);
    isFirst = false;
  }
}

function sorted<Value>(members: Readonly<Record<string, Value>>): readonly (readonly [key: string, value: Value])[] {
  return Object.keys(members)
    .toSorted()
    .flatMap((key) => {
      const value = members[key];
      return value === undefined ? [] : [[key, value] as const];
    });
}

function memberText([key]: readonly [key: string, value: unknown], text: string): string {
  return `${canonicalJson(key)}:${text}`;
}
