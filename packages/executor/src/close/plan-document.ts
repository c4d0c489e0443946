import { type CompiledPlate, canonicalJson, type Json, type Phase, toJson } from "@ohcs/context";

/** Lists of step plans, each kept once however many wells share it. */
class PlanLists {
  readonly #indexes = new Map<unknown, number>();
  readonly #lists: Json[] = [];

  indexOf(plans: unknown): number {
    const known = this.#indexes.get(plans);
    if (known !== undefined) return known;
    const index = this.#lists.push(toJson(plans)) - 1;
    this.#indexes.set(plans, index);
    return index;
  }

  get all(): readonly Json[] {
    return this.#lists;
  }
}

/** A compiled plate as canonical JSON, enough to run it elsewhere; wells of equal structure share their step plans. */
export function planDocument(plate: CompiledPlate): string {
  const lists = new PlanLists();
  const phases = plate.phases.toArray().map((phase) => phaseJson(phase, lists));
  const { specVersion, plateId, pipelineName, fingerprint } = plate;
  const wells = plate.wells.toArray();
  return canonicalJson({ specVersion, plateId, pipelineName, fingerprint, wells, phases, stepPlans: lists.all });
}

function phaseJson({ index, name, kind, minWells, contexts }: Phase, lists: PlanLists): Json {
  return {
    index,
    name,
    kind,
    minWells,
    contexts: contexts.toArray().map((context) => {
      const { stepPlans, ...fields } = context.toObject();
      const json = Object.entries(fields).map(([key, value]) => [key, toJson(value)] as const);
      return { ...Object.fromEntries(json), stepPlans: lists.indexOf(stepPlans) };
    }),
  };
}
