import type { CompiledPlate, InputLink, Phase, ProcessingContext } from "@ohcs/context";
import { groupByKey } from "../items/group-by-key.ts";
import type { PlateEstimate, StretchEstimate } from "../passes/estimate-plate.ts";
import { type ContextExplanation, explainContext, type GpuExplanation } from "./explain-context.ts";

/** Wells with the same work on images at the same coordinates, described by the first well. */
export interface StructureExplanation {
  readonly wells: readonly string[];
  /** Their distribution over GPUs; empty if no call computes on one. */
  readonly gpus: readonly GpuShare[];
  readonly context: ContextExplanation;
}

/** The wells that use a GPU. */
export interface GpuShare extends GpuExplanation {
  readonly wells: readonly string[];
}

/** One barrier-free stretch of a run. */
export interface PhaseExplanation {
  readonly index: number;
  readonly name: string;
  readonly kind: "map" | "reduce";
  readonly contexts: number;
  readonly minWells: number;
  /** Artifacts that it reads, each with the phase that makes it: `artifact:field of phase 1`. */
  readonly reads: readonly string[];
  /** Artifacts that a reduction makes. */
  readonly makes: readonly string[];
  /** Steps of earlier phases whose results are computed again, because nothing in a well's memory outlives a phase. */
  readonly repeats: readonly string[];
  /** The cost of wells here; null for reductions. */
  readonly estimate: StretchEstimate | null;
  readonly structures: readonly StructureExplanation[];
}

/** A compiled plate described for people and programs: plain JSON. */
export interface PlateExplanation {
  readonly plateId: string;
  readonly pipeline: string;
  readonly wells: readonly string[];
  readonly phases: readonly PhaseExplanation[];
  readonly estimate: PlateEstimate | null;
  readonly fingerprint: string;
}

/** Describes the run of a plate phase by phase, wells of equal structure once. */
export function explainPlate(plate: CompiledPlate, estimate: PlateEstimate | null = null): PlateExplanation {
  const { plateId, pipelineName, wells, phases, fingerprint } = plate;
  const explained = phases.toArray().map((phase) => explainPhase(phase, phases, estimate));
  return { plateId, pipeline: pipelineName, wells: wells.toArray(), phases: explained, estimate, fingerprint };
}

function explainPhase(
  { index, name, kind, contexts, minWells }: Phase,
  phases: CompiledPlate["phases"],
  estimate: PlateEstimate | null,
): PhaseExplanation {
  const structures = new Map<unknown, ProcessingContext[]>();
  for (const context of contexts) {
    const alike = structures.get(context.stepPlans);
    if (alike === undefined) structures.set(context.stepPlans, [context]);
    else alike.push(context);
  }
  const explained = [...structures.values()].flatMap((alike) =>
    alike.slice(0, 1).map((first) => {
      return { wells: alike.map(({ axisId }) => axisId), gpus: sharesOf(alike), context: explainContext(first) };
    }),
  );
  const plans = contexts.toArray().flatMap(({ stepPlans }) => stepPlans.toArray());
  const maps = phases.toArray().filter((one) => one.kind === "map" && one.index <= index);
  return {
    index,
    name,
    kind,
    contexts: contexts.size,
    minWells,
    reads: distinct(plans.flatMap(({ inputs }) => [...inputs.values()].flatMap(artifactText))),
    makes: distinct(plans.flatMap(({ outputs }) => [...outputs.keys()].filter((one) => one.startsWith("artifact:")))),
    repeats: kind === "map" ? repeatedSteps(maps) : [],
    estimate: kind === "map" ? (estimate?.stretches[maps.length - 1] ?? null) : null,
    structures: explained,
  };
}

function sharesOf(contexts: readonly ProcessingContext[]): readonly GpuShare[] {
  const byAdapter = groupByKey(contexts, ({ gpu }) => gpu?.adapter ?? "");
  return [...byAdapter.values()].flatMap((alike) => {
    const gpu = alike[0]?.gpu ?? null;
    return gpu === null ? [] : [{ ...gpu.toObject(), wells: alike.map(({ axisId }) => axisId) }];
  });
}

/** Names of steps in the last of `maps` that an earlier one has too. */
function repeatedSteps(maps: readonly Phase[]): readonly string[] {
  const namesIn = (phase: Phase | undefined) =>
    (phase?.contexts.toArray() ?? []).flatMap(({ stepPlans }) => stepPlans.toArray().map(({ stepName }) => stepName));
  const earlier = new Set(maps.slice(0, -1).flatMap(namesIn));
  return distinct(namesIn(maps.at(-1)).filter((name) => earlier.has(name)));
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function artifactText({ source, output, step }: InputLink): readonly string[] {
  return source === "artifact" ? [`${output} of phase ${step}`] : [];
}
