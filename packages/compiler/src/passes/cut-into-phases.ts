import { type Catalogue, type Diagnostic, type InputLinkFields, wellColumns } from "@ohcs/context";
import type { ReductionPlan, SuppliedFacts } from "../draft/reduction-plan.ts";
import type { ResolvedReduction, ResolvedStep } from "../draft/resolved-step.ts";
import { Findings } from "../findings/findings.ts";
import { FINAL_REDUCTION, finalReduction } from "../reductions/final-reduction.ts";
import { planReduction } from "../reductions/plan-reduction.ts";
import { storedOutputs } from "../reductions/stored-outputs.ts";
import { suppliedLink } from "../reductions/supplied-link.ts";
import type { ResolvedPipeline } from "./resolve-steps.ts";

export interface CutInput {
  readonly pipeline: ResolvedPipeline;
  readonly catalogue: Catalogue;
  /** Facts about the tables that the pipeline names, by the name as written. */
  readonly supplied: Readonly<Record<string, SuppliedFacts>>;
  /** A plate map given for this run alone; it wins over one of the pipeline. */
  readonly plateMap: SuppliedFacts | null;
}

/** The pipeline cut by its reductions. */
export interface PhasePlan {
  /** What every well does. No step reads an artifact, so one barrier-free stretch holds them all. */
  readonly steps: readonly ResolvedStep[];
  /** What the plate does afterwards, the built-in reduction last. */
  readonly reductions: readonly ReductionPlan[];
  readonly findings: readonly Diagnostic[];
}

/** Pass 2: parts the steps of wells from reductions and links these to what wells commit. */
export function cutIntoPhases({ pipeline, catalogue, supplied, plateMap }: CutInput): PhasePlan {
  const findings = new Findings();
  const steps = pipeline.entries.filter((entry): entry is ResolvedStep => "chains" in entry);
  const reductions = pipeline.entries.filter((entry): entry is ResolvedReduction => "calls" in entry);
  if (steps.length === 0) reportNoSteps(pipeline, findings);
  for (const reduction of reductions) if (reduction.place.name === FINAL_REDUCTION) reportReserved(reduction, findings);
  const stored = storedOutputs(steps);
  const map = plateMapLink(reductions, supplied, plateMap, findings);
  const plans = reductions.map((reduction) => planReduction(reduction, { stored, supplied }, findings));
  const last = finalReduction({ catalogue, stored, plateMap: map }, findings);
  return { steps, reductions: [...plans, last], findings: findings.all };
}

/** The plate map of this run, else the first table that a reduction calls `map`. */
function plateMapLink(
  reductions: readonly ResolvedReduction[],
  supplied: CutInput["supplied"],
  plateMap: SuppliedFacts | null,
  findings: Findings,
): InputLinkFields | null {
  const written = reductions.find(({ spec }) => spec.with?.map !== undefined)?.spec.with?.map?.file;
  const facts = plateMap ?? (written === undefined ? undefined : supplied[written]);
  if (facts === undefined) return null;
  const file = plateMap === null ? (written ?? "") : "plate map";
  const { link, problem } = suppliedLink(file, facts);
  if (problem !== null && plateMap !== null) findings.error({ ...problem, where: { file } });
  if ("columns" in facts && wellColumns(facts.columns).length === 0) reportNoWellColumn(file, facts.columns, findings);
  return link;
}

function reportNoWellColumn(file: string, columns: readonly string[], findings: Findings): void {
  const expected = "a column 'well', or 'Row' and 'Column'";
  const got = `'${columns.join("', '")}'`;
  findings.error({
    code: "PLATE_MAP_INVALID",
    message: `Cannot join plate map '${file}': expected ${expected}, got ${got}`,
    where: { file },
    expected,
    got,
  });
}

function reportNoSteps(pipeline: ResolvedPipeline, findings: Findings): void {
  if (pipeline.findings.some(({ code }) => code === "PIPELINE_INVALID")) return;
  findings.error({
    code: "PIPELINE_INVALID",
    message: "Cannot compile pipeline: expected at least one enabled step for wells, got none",
    where: { parameter: "steps" },
    expected: "at least one enabled step for wells",
    got: "none",
  });
}

function reportReserved({ place }: ResolvedReduction, findings: Findings): void {
  findings.error({
    code: "STEP_NAME_DUPLICATE",
    message: `Cannot name a reduction '${FINAL_REDUCTION}': expected a name of its own, got that of the built-in one`,
    where: { step: place },
    expected: "a name of its own",
    got: `'${FINAL_REDUCTION}'`,
  });
}
