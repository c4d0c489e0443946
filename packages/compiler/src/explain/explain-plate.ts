import type { CompiledPlate, Phase, ProcessingContext } from "@ohcs/context";
import type { PlateEstimate } from "../passes/estimate-plate.ts";
import { type ContextExplanation, explainContext } from "./explain-context.ts";

/** Wells that do the same on images at the same coordinates, described by the first of them. */
export interface StructureExplanation {
  readonly wells: readonly string[];
  readonly context: ContextExplanation;
}

/** One barrier-free stretch of a run. */
export interface PhaseExplanation {
  readonly index: number;
  readonly name: string;
  readonly kind: "map" | "reduce";
  readonly contexts: number;
  readonly minWells: number;
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

/** Describes phase by phase what a run of the plate will do, wells of equal structure once. */
export function explainPlate(plate: CompiledPlate, estimate: PlateEstimate | null = null): PlateExplanation {
  const { plateId, pipelineName, wells, phases, fingerprint } = plate;
  const explained = phases.toArray().map(explainPhase);
  return { plateId, pipeline: pipelineName, wells: wells.toArray(), phases: explained, estimate, fingerprint };
}

function explainPhase({ index, name, kind, contexts, minWells }: Phase): PhaseExplanation {
  const structures = new Map<unknown, ProcessingContext[]>();
  for (const context of contexts) {
    const alike = structures.get(context.stepPlans);
    if (alike === undefined) structures.set(context.stepPlans, [context]);
    else alike.push(context);
  }
  const explained = [...structures.values()].flatMap((alike) =>
    alike.slice(0, 1).map((first) => {
      return { wells: alike.map(({ axisId }) => axisId), context: explainContext(first) };
    }),
  );
  return { index, name, kind, contexts: contexts.size, minWells, structures: explained };
}
