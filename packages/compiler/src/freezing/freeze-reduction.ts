import {
  ContextDraft,
  type DataKind,
  type FieldsOf,
  fingerprintOf,
  GroupPlan,
  isCollected,
  type ProcessingContext,
  StepPlan,
  toJson,
} from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import type { OutputDraft } from "../draft/materialized-step.ts";
import type { PathPlan } from "../draft/places.ts";
import type { ReductionOutput, ReductionPlan, ReductionStep } from "../draft/reduction-plan.ts";
import { ANY_KEY } from "../draft/resolved-step.ts";
import { templateFingerprint } from "./fingerprints.ts";
import { freezeCall } from "./freeze-calls.ts";
import { freezeLinks, freezeOutputs } from "./freeze-steps.ts";

type Paths = Pick<PathPlan, "imageDir" | "resultsDir">;

/** Facts that a reduction shares with the wells or plates whose outputs it reads. */
export interface ReductionSurroundings {
  readonly axis: "plate" | "batch";
  readonly shared: Pick<FieldsOf<ProcessingContext>, "plateId" | "plate" | "config" | "backends" | "wells">;
  readonly paths: Paths;
  /** One hash over the fingerprints of all wells in the stretches before, or of the plate. */
  readonly before: string;
}

/** A reduction as a context of the whole plate, or of several: one step after the other, each with a single group. */
export function freezeReduction(plan: ReductionPlan, surroundings: ReductionSurroundings): ProcessingContext {
  const { axis, shared, paths, before } = surroundings;
  const stepPlans = List(plan.steps.map((step, i) => freezeStep(step, i, plan, paths)));
  const template = templateFingerprint({ ...shared, layout: List(), stepPlans });
  // Reductions may look at the border of the plate.
  const fingerprint = fingerprintOf([template, plan.name, before, toJson(shared.plate.format)]);
  return new ContextDraft({
    axis,
    axisId: plan.name,
    phase: plan.level,
    ...shared,
    stepPlans,
    fingerprint,
  }).freeze();
}

function freezeStep(step: ReductionStep, index: number, plan: ReductionPlan, paths: Paths): StepPlan {
  const { name, call, inputs } = step;
  const outputs = new Map(
    step.outputs.map((output) => [output.name, outputDraft(output, index, plan, paths)] as const),
  );
  const emitted = new Map(step.outputs.map((output) => [output.own, output.name]));
  return new StepPlan({
    stepIndex: index,
    stepName: name,
    stepType: stepTypeOf(step, [...outputs.values()]),
    inputDir: paths.resultsDir,
    outputDir: paths.resultsDir,
    subDir: paths.imageDir,
    analysisResultsDir: paths.resultsDir,
    func: ImmutableMap([[ANY_KEY, List([freezeCall(call, [...inputs.keys()], emitted, placeOf(call))])]]),
    inputs: freezeLinks([...inputs]),
    groups: List([wholePlate([...inputs.keys()])]),
    outputs: freezeOutputs(outputs),
    readBackend: "output",
    writeBackend: "output",
    dtype: "native",
  });
}

/** Reductions compute on tables and JSON; for a function with GPU code, states why it does not run there. */
function placeOf({ declaration }: ReductionStep["call"]) {
  return declaration.gpu === null ? {} : { reason: "reductions run on the CPU" };
}

/** A fold needs an input from each well, or plate; files are joined if only the joined file is needed. */
function stepTypeOf({ call, inputs }: ReductionStep, outputs: readonly OutputDraft[]): StepPlan["stepType"] {
  const { reduction } = call.declaration;
  const links = [...inputs.values()];
  if (reduction === "fold" && links.some(isCollected)) return "fold";
  const isFile = outputs.every(({ memoryDir, store }) => memoryDir === null && store !== null && !store.byContent);
  return reduction === "join" && isFile && links.every(({ source }) => source === "wells") ? "join" : "reduce";
}

/** The only group of a reduction's step: each input is one item, for any number of wells. */
function wholePlate(inputs: readonly string[]): GroupPlan {
  return new GroupPlan({ pattern: ANY_KEY, inputs: ImmutableMap(inputs.map((name) => [name, List([0])])) });
}

function outputDraft(
  { name, kind, file, artifact }: ReductionOutput,
  index: number,
  { name: reduction, steps }: ReductionPlan,
  paths: Paths,
): OutputDraft {
  const isRead = steps.some(({ inputs }) =>
    [...inputs.values()].some(({ source, step, output }) => source === "step" && step === index && output === name),
  );
  return {
    kind,
    memoryDir: isRead ? `step${index}_${reduction}/${name.replace(":", "_")}` : null,
    store: artifact === null ? fileStore(kind, file, paths) : artifactStore(artifact),
    zarr: null,
  };
}

function fileStore(kind: DataKind, file: string | null, { resultsDir: directory }: Paths): OutputDraft["store"] {
  if (file === null) return null;
  const [name = file, parquet] = file.split(/(\.parquet)$/);
  const extension = kind === "json" ? ".json" : (parquet ?? ".csv");
  return { backend: "output", directory, extension, name, byContent: false, dtype: null, listed: false };
}

/** An artifact is JSON, even if it is a table, in a file that is named by its content. */
function artifactStore(artifact: string): OutputDraft["store"] {
  const directory = `artifacts/${artifact}`;
  return { backend: "output", directory, extension: ".json", name: null, byContent: true, dtype: null, listed: false };
}
