import type { InputLinkFields } from "@ohcs/context";
import type { ReductionOutput, ReductionPlan, ReductionStep, SuppliedFacts } from "../draft/reduction-plan.ts";
import type { ResolvedCall, ResolvedReduction, StepPlace } from "../draft/resolved-step.ts";
import type { Findings } from "../findings/findings.ts";
import { nearestHint } from "../findings/nearest-name.ts";
import { bindInputs, type Offer } from "./bind-inputs.ts";
import type { StoredOutput } from "./stored-outputs.ts";
import { suppliedLink } from "./supplied-link.ts";

/** What reductions may read. */
export interface ReductionSources {
  /** Tables and JSON that the wells' steps store. */
  readonly stored: ReadonlyMap<string, StoredOutput>;
  readonly supplied: Readonly<Record<string, SuppliedFacts>>;
}

/** Links a user's reduction: its `from` to committed outputs of the wells, its calls one to the next. */
export function planReduction(
  reduction: ResolvedReduction,
  sources: ReductionSources,
  findings: Findings,
): ReductionPlan {
  const { place, spec, calls } = reduction;
  const extra = suppliedOffers(reduction, sources, findings);
  const unused = new Set<Offer>(extra);
  const steps: ReductionStep[] = [];
  let main = storedOffers(reduction, sources, findings);
  const isKnown = reduction.isComplete && main.length === [spec.from].flat().length;
  for (const [i, call] of calls.entries()) {
    const bound = bindInputs(call, [...main, ...extra]);
    for (const offer of bound.taken) unused.delete(offer);
    if (isKnown)
      for (const problem of bound.problems) findings.error({ ...problem, where: { step: place, ...problem.where } });
    const outputs = outputsOf(call, i === calls.length - 1);
    steps.push({ name: stepName(spec.name, i, calls), call, inputs: bound.inputs, outputs });
    main = outputs.map(({ name, kind }) => offerOf(name, { source: "step", kind, step: i, output: name }, true));
  }
  if (reduction.isComplete) for (const { name } of unused) findings.error(notTaken(name, place));
  return { name: spec.name, minWells: spec.minWells ?? 1, steps };
}

function stepName(name: string, index: number, calls: readonly ResolvedCall[]): string {
  return calls.length === 1 ? name : `${name}-${index}`;
}

function offerOf(output: string, link: InputLinkFields, isMain: boolean): Offer {
  return { name: output.slice(output.indexOf(":") + 1), link, isMain };
}

function storedOffers({ place, spec }: ResolvedReduction, { stored }: ReductionSources, findings: Findings) {
  return [spec.from].flat().flatMap((name): Offer[] => {
    const output = stored.get(name);
    if (output?.isStored && output.pipelineIndex < place.index)
      return [offerOf(name, { source: "wells", kind: output.kind, step: output.step, output: name }, true)];
    findings.error({
      code: "OUTPUT_MISSING",
      message: `Cannot link reduction '${place.name}': expected a stored table or JSON of an earlier step, got '${name}'`,
      where: { step: place, parameter: "from" },
      expected: "a stored table or JSON of an earlier step",
      got: `'${name}'`,
      hint: output?.isStored === false ? "Remove 'materialize: false' there" : nearestHint(name, stored.keys()),
    });
    return [];
  });
}

function suppliedOffers({ place, spec }: ResolvedReduction, { supplied }: ReductionSources, findings: Findings) {
  return Object.entries(spec.with ?? {}).flatMap(([name, { file }]): Offer[] => {
    const { link, problem } = suppliedLink(file, supplied[file]);
    if (link !== null) return [{ name, link, isMain: false }];
    findings.error({ ...problem, where: { step: place, parameter: `with.${name}`, file } });
    return [];
  });
}

function outputsOf({ declaration }: ResolvedCall, isLast: boolean): readonly ReductionOutput[] {
  return Object.entries(declaration.outputs).map(([own, { kind }]) => {
    return { own, name: `${kind}:${own}`, kind, file: isLast ? own : null };
  });
}

function notTaken(name: string, place: StepPlace) {
  return {
    code: "INPUT_UNKNOWN",
    message: `Cannot use '${name}' in reduction '${place.name}': expected an input that one of its functions takes`,
    where: { step: place, parameter: `with.${name}` },
    expected: "an input that one of its functions takes",
    got: `'${name}'`,
  } as const;
}
