import { isCollected, type SuppliedFile } from "@ohcs/context";
import type { ReductionOutput, ReductionPlan, ReductionStep, SuppliedFacts } from "../draft/reduction-plan.ts";
import type { ResolvedCall, ResolvedReduction, StepPlace } from "../draft/resolved-step.ts";
import type { Finding, Findings } from "../findings/findings.ts";
import { type BoundInputs, bindInputs, type Offer, offerOf } from "./bind-inputs.ts";
import { WELLS_TABLE, type WellsSummaryInput, wellsSummary } from "./final-reduction.ts";
import { suppliedLink } from "./plate-map-link.ts";

/** The values of one name in `from`; none if it is reported here or elsewhere. */
export type OffersOf = (name: string, reduction: ResolvedReduction, findings: Findings) => readonly Offer[];

/** Values that reductions may read. */
interface ReductionSources {
  /** From wells, plates and other reductions. */
  readonly offersOf: OffersOf;
  readonly supplied: Readonly<Record<string, SuppliedFacts>>;
  /** What `table:wells` is made from; null for a reduction over plates, which finds it among their outputs. */
  readonly summary: WellsSummaryInput | null;
}

/**
 * Links a user's reduction: its `from` to committed outputs of wells or plates, its calls one to the next; a call may also
 * take by name what an earlier one took or gave. A reduction from `table:wells` first summarizes the wells for itself.
 */
export function planReduction(
  reduction: ResolvedReduction,
  level: number,
  sources: ReductionSources,
  findings: Findings,
): ReductionPlan {
  const { place, spec, calls } = reduction;
  const extra = suppliedOffers(reduction, sources, findings);
  const unused = new Set<Offer>(extra);
  const from = [spec.from].flat();
  const steps = [...summaryFor(reduction, sources, findings)];
  const summaries = steps.length;
  let main = from.flatMap((source) =>
    source === WELLS_TABLE && summaries > 0
      ? [offerOf(WELLS_TABLE, { source: "step", kind: "table", step: 0, output: WELLS_TABLE })]
      : offersIn(source, reduction, sources, findings),
  );
  let earlier: readonly Offer[] = [];
  const areRead = extra.length === Object.keys(spec.with ?? {}).length;
  const isKnown = reduction.isComplete && areRead && main.length === from.length;
  for (const [i, call] of calls.entries()) {
    const bound = bindInputs(call, [...main, ...extra], earlier);
    for (const offer of bound.taken) unused.delete(offer);
    if (isKnown)
      for (const problem of [...bound.problems, ...foldedNothing(call, bound)])
        findings.error({ ...problem, where: { step: place, ...problem.where } });
    const outputs = outputsOf(call, i, reduction);
    const step = steps.push({ name: stepName(spec.name, i, calls), call, inputs: bound.inputs, outputs }) - 1;
    earlier = [...main, ...earlier];
    main = outputs.map(({ own, name, kind }) => {
      return { name: own, link: { source: "step", kind, step, output: name }, isMain: true };
    });
  }
  if (reduction.isComplete) for (const { name } of unused) findings.error(notTaken(name, place));
  const readsFilesOnly = from.every((source) => typeof source !== "string");
  return { name: spec.name, minWells: spec.minWells ?? (readsFilesOnly ? 0 : 1), level, steps };
}

function summaryFor(
  { spec, place }: ResolvedReduction,
  { summary }: ReductionSources,
  findings: Findings,
): readonly ReductionStep[] {
  if (summary === null || summary.stored.has(WELLS_TABLE) || ![spec.from].flat().includes(WELLS_TABLE)) return [];
  const earlier = [...summary.stored].filter(([, { pipelineIndex }]) => pipelineIndex < place.index);
  return wellsSummary({ ...summary, stored: new Map(earlier) }, null, findings);
}

function stepName(name: string, index: number, calls: readonly ResolvedCall[]): string {
  return calls.length === 1 ? name : `${name}-${index}`;
}

function offersIn(
  source: string | SuppliedFile,
  reduction: ResolvedReduction,
  sources: ReductionSources,
  findings: Findings,
): readonly Offer[] {
  if (typeof source === "string") return sources.offersOf(source, reduction, findings);
  return fileOffers(source, "from", true, reduction, sources, findings);
}

function suppliedOffers(reduction: ResolvedReduction, sources: ReductionSources, findings: Findings) {
  return Object.entries(reduction.spec.with ?? {}).flatMap(([name, file]) =>
    fileOffers(file, `with.${name}`, false, reduction, sources, findings).map((offer) => ({ ...offer, name })),
  );
}

/** A user's file under its name, without folder and extension. */
function fileOffers(
  { file }: SuppliedFile,
  parameter: string,
  isMain: boolean,
  { place }: ResolvedReduction,
  { supplied }: ReductionSources,
  findings: Findings,
): readonly Offer[] {
  const { link, problem } = suppliedLink(file, supplied[file], isMain ? "ARTIFACT_UNREADABLE" : undefined);
  if (link !== null) return [{ name: file.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""), link, isMain }];
  findings.error({ ...problem, where: { step: place, parameter, ...problem.where } });
  return [];
}

/** A fold iterates over wells: it needs an input that belongs to wells. */
function foldedNothing({ declaration }: ResolvedCall, { inputs }: BoundInputs): readonly Finding[] {
  const links = [...inputs.values()];
  if (declaration.reduction !== "fold" || links.length === 0 || links.some(isCollected)) return [];
  const expected = "results of the wells: 'table:…' or 'json:…' in 'from'";
  return [
    {
      code: "INPUT_KIND_MISMATCH",
      message: `Cannot fold with '${declaration.name}': expected ${expected}, got only inputs of the whole plate`,
      where: { function: declaration.name, parameter: "from" },
      expected,
      got: "only inputs of the whole plate",
      hint: "A step can take such a file itself, as an input { file }",
    },
  ];
}

/** The outputs of a call under the names that the reduction emits them by. */
function outputsOf(
  { declaration }: ResolvedCall,
  index: number,
  { emitted }: ResolvedReduction,
): readonly ReductionOutput[] {
  return Object.entries(declaration.outputs).map(([own, { kind }]) => {
    const emission = emitted.find((one) => one.call === index && one.own === own);
    const name = emission?.name ?? `${kind}:${own}`;
    const short = name.slice(name.indexOf(":") + 1);
    const isArtifact = name.startsWith("artifact:");
    return { own, name, kind, file: emission && !isArtifact ? short : null, artifact: isArtifact ? short : null };
  });
}

function notTaken(name: string, place: StepPlace) {
  return {
    code: "INPUT_UNKNOWN",
    message: `Cannot use '${name}' in reduction '${place.name}': none of its functions takes it`,
    where: { step: place, parameter: `with.${name}` },
    expected: "an input that one of its functions takes",
    got: `'${name}'`,
  } as const;
}
