import {
  ContextDraft,
  type DataKind,
  fingerprintOf,
  GroupPlan,
  type ProcessingContext,
  type ProcessingContextFields,
  StepPlan,
} from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import type { OutputDraft } from "../draft/materialized-step.ts";
import type { PathPlan } from "../draft/path-plan.ts";
import type { ReductionPlan, ReductionStep } from "../draft/reduction-plan.ts";
import { ANY_KEY } from "../draft/resolved-step.ts";
import { templateFingerprint } from "./fingerprints.ts";
import { freezeCall } from "./freeze-calls.ts";
import { freezeLinks, freezeOutputs } from "./freeze-steps.ts";

/** What a reduction shares with the wells whose outputs it reads. */
export interface ReductionSurroundings {
  readonly shared: Pick<ProcessingContextFields, "plateId" | "plate" | "config" | "backends" | "wells">;
  readonly paths: PathPlan;
  /** One hash over the fingerprints of all wells. */
  readonly wellsFingerprint: string;
}

/** A reduction as a context of the whole plate: one step after the other, each with a single group. */
export function freezeReduction(plan: ReductionPlan, surroundings: ReductionSurroundings): ProcessingContext {
  const { shared, paths, wellsFingerprint } = surroundings;
  const stepPlans = List(plan.steps.map((step, i) => freezeStep(step, i, plan, paths)));
  const template = templateFingerprint({ ...shared, layout: List(), stepPlans });
  const fingerprint = fingerprintOf([template, plan.name, wellsFingerprint]);
  return new ContextDraft({ axis: "plate", axisId: plan.name, ...shared, stepPlans, fingerprint }).freeze();
}

function freezeStep(step: ReductionStep, index: number, plan: ReductionPlan, paths: PathPlan): StepPlan {
  const { name, call, inputs } = step;
  const outputs = new Map(
    step.outputs.map((output) => [output.name, outputDraft(output, index, plan, paths)] as const),
  );
  const emitted = new Map(step.outputs.map((output) => [output.own, output.name]));
  return new StepPlan({
    stepIndex: index,
    stepName: name,
    stepType: "reduce",
    inputDir: paths.resultsDir,
    outputDir: paths.resultsDir,
    subDir: paths.imageDir,
    analysisResultsDir: paths.resultsDir,
    func: ImmutableMap([[ANY_KEY, List([freezeCall(call, [...inputs.keys()], emitted)])]]),
    inputs: freezeLinks([...inputs]),
    groups: List([wholePlate([...inputs.keys()])]),
    outputs: freezeOutputs(outputs),
    readBackend: "disk",
    writeBackend: "disk",
    dtype: "native",
  });
}

/** The only group of a reduction's step: each input is one item, whatever the number of wells behind it. */
function wholePlate(inputs: readonly string[]): GroupPlan {
  return new GroupPlan({ pattern: ANY_KEY, inputs: ImmutableMap(inputs.map((name) => [name, List([0])])) });
}

function outputDraft(
  { name, kind, file }: { readonly name: string; readonly kind: DataKind; readonly file: string | null },
  index: number,
  { name: reduction, steps }: ReductionPlan,
  { resultsDir }: PathPlan,
): OutputDraft {
  const isRead = steps.some(({ inputs }) =>
    [...inputs.values()].some(({ source, step, output }) => source === "step" && step === index && output === name),
  );
  const extension = kind === "json" ? ".json" : ".csv";
  const store = { backend: "disk", directory: resultsDir, extension, dtype: null, listed: false };
  return {
    kind,
    memoryDir: isRead ? `step${index}_${reduction}/${name.replace(":", "_")}` : null,
    store: file === null ? null : { ...store, name: file },
  };
}
