import { Map as ImmutableMap, List } from "immutable";
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
  /** `calibration`, `channels`, `grid`, `tile`, `handler`, `handlerSource`. */
  readonly plate: ImmutableMap<string, unknown>;
  /** The part of the configuration that can change a result or bounds it: storage, retries, deadline. */
  readonly config: ImmutableMap<string, unknown>;
  readonly stepPlans: List<StepPlan>;
  /** Backend name → `{ use: { module, export, version }, with: { root } }`. */
  readonly backends: ImmutableMap<string, ImmutableMap<string, unknown>>;
  /**
   * `{ adapter, name, peakBytes }`: id and name of the one adapter for all its calls with `memory: "webgpu"`, and the most
   * bytes that they hold there at a time, in bytes; null where there is no such call. Which adapter it is changes no
   * fingerprint; whether a call computes on one does.
   */
  readonly gpu: ImmutableMap<string, unknown> | null;
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
  plate: ImmutableMap(),
  config: ImmutableMap(),
  stepPlans: List(),
  backends: ImmutableMap(),
  gpu: null,
  metadataTarget: "openhcs_metadata.json",
  fingerprint: "",
}) {}
