import type { RunnerUse } from "../ports/runner-use.ts";
import type { AdapterUse } from "./gpu-use.ts";
import type { ArtifactFile, WellResult } from "./well-result.ts";

/** The outcome of one barrier-free stretch of a run. */
export interface PhaseResult {
  readonly name: string;
  readonly kind: "map" | "reduce";
  readonly status: "complete" | "partial" | "failed" | "cancelled" | "skipped";
  readonly contributors: readonly string[];
  readonly excluded: readonly { readonly well: string; readonly reason: string }[];
  /** What a reduction made for later phases, or was supplied with; empty for map phases. */
  readonly artifacts: readonly ArtifactFile[];
  /** The reduction's own result; null for map phases. */
  readonly result: WellResult | null;
}

/**
 * A well whose failure means that it should not be run again unattended: `costWorker` when its last attempt ended its
 * worker or forced it to be ended (exit, kill, abort, exhausted heap, stray error, deadline), else `failedRepeatedly`
 * when it was tried more than once and failed each time.
 */
export interface QuarantinedWell {
  readonly well: string;
  readonly reason: "costWorker" | "failedRepeatedly";
  readonly attempts: number;
  /** Code of the last error. */
  readonly code: string;
}

export type PlateStatus = "complete" | "partial" | "failed" | "cancelled";

/** The outcome of a run; `wells` has every selected well, in plate order. Plain JSON. */
export interface PlateResult {
  readonly runId: string;
  readonly plateId: string;
  readonly status: PlateStatus;
  readonly outputRoot: string;
  readonly wells: Readonly<Record<string, WellResult>>;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly phases: readonly PhaseResult[];
  /** In plate order. */
  readonly quarantine: readonly QuarantinedWell[];
  readonly environment: RunEnvironment;
  /** The adapters that wells were compiled for; absent if there were none. */
  readonly gpus?: readonly AdapterUse[];
}

/** The machine and versions of a run, for provenance. */
export interface RunEnvironment {
  readonly runner: string;
  /** The module that it comes from, and its options; absent if a program passed it as a value. */
  readonly runnerUse?: RunnerUse;
  readonly workers: number;
  readonly node: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}
