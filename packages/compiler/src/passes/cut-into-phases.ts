import type { Catalogue, Diagnostic, PlateManifest } from "@ohcs/context";
import type { ArtifactSource, ReductionPlan, SuppliedFacts } from "../draft/reduction-plan.ts";
import type { ResolvedReduction, ResolvedStep } from "../draft/resolved-step.ts";
import { Findings } from "../findings/findings.ts";
import { artifactProblems } from "../reductions/artifact-problems.ts";
import { entryLinks, isStep, type PipelineEntry } from "../reductions/entry-graph.ts";
import { FINAL_REDUCTION, finalReduction } from "../reductions/final-reduction.ts";
import { plateOffers, wellOffers } from "../reductions/offers.ts";
import { layOutPhases, type PhaseLayout } from "../reductions/phase-layout.ts";
import { planReduction } from "../reductions/plan-reduction.ts";
import { plateMapLink } from "../reductions/plate-map-link.ts";
import { storedOutputs } from "../reductions/stored-outputs.ts";
import type { ResolvedPipeline } from "./resolve-steps.ts";

interface CutInput {
  readonly pipeline: ResolvedPipeline;
  readonly catalogue: Catalogue;
  /** Facts about the files that the pipeline names, by the name as written. */
  readonly supplied: Readonly<Record<string, SuppliedFacts>>;
  /** A plate map given for this run only; it overrides one of the pipeline. */
  readonly plateMap: SuppliedFacts | null;
  /** Are merged tables stored as Parquet, too? */
  readonly parquet: boolean;
  /** The plate that the map must fit. */
  readonly manifest: PlateManifest;
}

/** The pipeline cut by its reductions. */
export interface PhasePlan {
  /** The steps of wells, in the order of the pipeline. */
  readonly steps: readonly ResolvedStep[];
  /** The stretch of each step: how many barriers must have been passed before it. */
  readonly levels: readonly number[];
  /** The reductions of the plate after the stretches, in order of these, the built-in reduction last. */
  readonly reductions: readonly ReductionPlan[];
  /** The reductions over all plates after they have ended, in the order of the pipeline. */
  readonly batch: readonly ReductionPlan[];
  /** Outputs of reductions that steps may read, by name. */
  readonly artifacts: ReadonlyMap<string, ArtifactSource>;
  readonly findings: readonly Diagnostic[];
}

/**
 * Pass 2: cuts the pipeline into stretches of wells at the reductions whose artifacts are read, and links reductions to
 * the outputs of wells. A step runs in the first stretch in which all its inputs exist.
 */
export function cutIntoPhases({ pipeline, catalogue, supplied, plateMap, parquet, manifest }: CutInput): PhasePlan {
  const findings = new Findings();
  const entries = pipeline.entries.filter((entry) => !isOverPlates(entry));
  const steps = entries.filter(isStep);
  const reductions = entries.filter((entry): entry is ResolvedReduction => !isStep(entry));
  const overPlates = pipeline.entries.filter(isOverPlates);
  if (steps.length === 0) reportNoSteps(pipeline, findings);
  for (const reduction of [...reductions, ...overPlates])
    if (reduction.place.name === FINAL_REDUCTION) reportReserved(reduction, findings);
  const links = entryLinks(entries);
  const layout = layOutPhases(entries, links);
  reportArtifacts({ ...pipeline, entries }, links, overPlates, findings);
  const levelOf = (entry: PipelineEntry) => layout.levels[entries.indexOf(entry)] ?? 0;
  const stored = storedOutputs(steps);
  const artifacts = artifactSources(entries, layout);
  const map = plateMapLink({ reductions, supplied, plateMap, manifest }, findings);
  const summary = { catalogue, stored, plateMap: map, per: pipeline.per };
  const sources = { offersOf: wellOffers(stored, artifacts), supplied, summary };
  const plans = reductions.map((reduction) => planReduction(reduction, levelOf(reduction), sources, findings));
  const last = finalReduction({ ...summary, parquet, reductions: plans, level: layout.stretches - 1 }, findings);
  const sourcesOfBatch = { offersOf: plateOffers([...plans, last], stored), supplied, summary: null };
  return {
    steps,
    levels: steps.map(levelOf),
    reductions: [...plans.toSorted((a, b) => a.level - b.level), last],
    batch: overPlates.map((reduction) => planReduction(reduction, 0, sourcesOfBatch, findings)),
    artifacts,
    findings: findings.all,
  };
}

/** It is not part of the compiled plates. */
function isOverPlates(entry: PipelineEntry): entry is ResolvedReduction {
  return !isStep(entry) && entry.spec.axis === "batch";
}

function reportArtifacts(
  { entries, absent }: ResolvedPipeline,
  links: ReturnType<typeof entryLinks>,
  overPlates: readonly ResolvedReduction[],
  findings: Findings,
): void {
  const mayBeUnknown = absent.broken.length > 0 || entries.some((entry) => !isStep(entry) && !entry.isComplete);
  const { errors, warnings } = artifactProblems(entries, links, overPlates, mayBeUnknown);
  for (const problem of errors) findings.error(problem);
  for (const problem of warnings) findings.warning(problem);
}

/** The first reduction that emits a name is used: a second one is reported. */
function artifactSources(entries: readonly PipelineEntry[], { phases }: PhaseLayout) {
  const made = entries.flatMap((entry, at) =>
    (isStep(entry) ? [] : entry.emitted)
      .filter(({ name }) => name.startsWith("artifact:"))
      .map(({ name, kind }) => [name, { name, kind, reduction: entry.place, phase: phases[at] ?? 0 }] as const),
  );
  return new Map<string, ArtifactSource>([...made].reverse());
}

function reportNoSteps(pipeline: ResolvedPipeline, findings: Findings): void {
  if (pipeline.findings.some(({ code }) => code === "PIPELINE_INVALID")) return;
  findings.error({
    code: "PIPELINE_INVALID",
    message: "Cannot compile pipeline: it has no enabled step for wells",
    where: { parameter: "steps" },
    expected: "at least one enabled step for wells",
    got: "none",
  });
}

function reportReserved({ place }: ResolvedReduction, findings: Findings): void {
  findings.error({
    code: "STEP_NAME_DUPLICATE",
    message: `Cannot name a reduction '${FINAL_REDUCTION}': the name is that of the built-in reduction`,
    where: { step: place },
    expected: "a name of its own",
    got: `'${FINAL_REDUCTION}'`,
  });
}
