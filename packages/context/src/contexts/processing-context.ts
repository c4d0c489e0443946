import { Map as ImmutableMap, List } from "immutable";
import { type BackendUse, ContextConfig, type GpuAssignment, PlateFacts } from "./context-parts.ts";
import { frozenRecord } from "./frozen-record.ts";
import type { ImageReference } from "./plan-parts.ts";
import type { StepPlan } from "./step-plan.ts";

/** The specification that contexts of this package follow. */
export const CONTEXT_SPEC_VERSION = 1;

/** Everything a worker needs to run one well, or one reduction. */
export interface ProcessingContextFields {
  readonly specVersion: number;
  readonly plateId: string;
  /** The unit of work: a well; for a reduction the whole plate, or several plates together. */
  readonly axis: "well" | "plate" | "batch";
  /** `A01`, or the reduction's name. */
  readonly axisId: string;
  /**
   * How many reductions must have ended before: 0 for the first stretch of wells, and for reductions of its outputs.
   */
  readonly phase: number;
  readonly images: List<ImageReference>;
  /**
   * Coordinates of `images`, index by index, and after them those of missing planes that steps fill; shared between wells of
   * equal structure.
   */
  readonly layout: List<ImmutableMap<string, string | number>>;
  /** Wells, or plates, whose committed outputs a reduction reads, in plate order; empty for wells. */
  readonly wells: List<string>;
  readonly plate: PlateFacts;
  readonly config: ContextConfig;
  readonly stepPlans: List<StepPlan>;
  /** Backends by their role. */
  readonly backends: ImmutableMap<string, BackendUse>;
  /** Null where no call computes on a GPU. Which adapter it is changes no fingerprint; whether a call computes on one does. */
  readonly gpu: GpuAssignment | null;
  readonly metadataTarget: string;
  /** Hash over everything that can change this context's results. */
  readonly fingerprint: string;
}

/** One well, or one reduction, compiled. Always frozen; build it with a `ContextDraft`. */
export class ProcessingContext extends frozenRecord<ProcessingContextFields>("ProcessingContext", {
  specVersion: CONTEXT_SPEC_VERSION,
  plateId: "",
  axis: "well",
  axisId: "",
  phase: 0,
  images: List(),
  layout: List(),
  wells: List(),
  plate: new PlateFacts(),
  config: new ContextConfig(),
  stepPlans: List(),
  backends: ImmutableMap(),
  gpu: null,
  metadataTarget: "openhcs_metadata.json",
  fingerprint: "",
}) {}
