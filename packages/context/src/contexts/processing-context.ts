import { Map as ImmutableMap, List } from "immutable";
import { type BackendUse, ContextConfig, type GpuAssignment, PlateFacts } from "./context-parts.ts";
import { frozenRecord } from "./frozen-record.ts";
import type { ImageReference } from "./plan-parts.ts";
import type { StepPlan } from "./step-plan.ts";

/** The specification that contexts of this package follow. */
export const CONTEXT_SPEC_VERSION = 1;

/** One well, or one reduction, compiled. Always frozen; build it with a `ContextDraft`. */
export class ProcessingContext extends frozenRecord("ProcessingContext", {
  specVersion: CONTEXT_SPEC_VERSION,
  plateId: "",
  /** The unit of work: a well; for a reduction the whole plate, or several plates together. */
  axis: "well" as "well" | "plate" | "batch",
  /** `A01`, or the reduction's name. */
  axisId: "",
  /**
   * How many reductions must have ended before: 0 for the first stretch of wells, and for reductions of its outputs.
   */
  phase: 0,
  images: List<ImageReference>(),
  /**
   * Coordinates of `images`, index by index, and after them those of missing planes that steps fill; shared between wells of
   * equal structure.
   */
  layout: List<ImmutableMap<string, string | number>>(),
  /** Wells, or plates, whose committed outputs a reduction reads, in plate order; empty for wells. */
  wells: List<string>(),
  plate: new PlateFacts(),
  config: new ContextConfig(),
  stepPlans: List<StepPlan>(),
  /** Backends by their role. */
  backends: ImmutableMap<string, BackendUse>(),
  /** Null where no call computes on a GPU. Which adapter it is changes no fingerprint; whether a call computes on one does. */
  gpu: null as GpuAssignment | null,
  metadataTarget: "openhcs_metadata.json",
  /** Hash over everything that can change this context's results. */
  fingerprint: "",
}) {}

/** A stretch of a run without barriers: all wells, or one reduction. */
export class Phase extends frozenRecord("Phase", {
  index: 0,
  name: "",
  kind: "map" as "map" | "reduce",
  contexts: List<ProcessingContext>(),
  /** Fewer contributing wells make a reduction an error. */
  minWells: 0,
}) {}

/** Everything a run needs, compiled before the first pixel. */
export class CompiledPlate extends frozenRecord("CompiledPlate", {
  specVersion: 1,
  plateId: "",
  pipelineName: "",
  /** Selected wells in plate order. */
  wells: List<string>(),
  phases: List<Phase>(),
  fingerprint: "",
}) {}
