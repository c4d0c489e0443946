import type { WellResult } from "./well-result.ts";

/** One barrier-free stretch of a run, as it went. */
export interface PhaseResult {
  readonly name: string;
  readonly kind: "map" | "reduce";
  readonly status: "complete" | "partial" | "failed" | "cancelled" | "skipped";
  readonly contributors: readonly string[];
  readonly excluded: readonly { readonly well: string; readonly reason: string }[];
  /** The reduction's own result; null for map phases. */
  readonly result: WellResult | null;
}

export type PlateStatus = "complete" | "partial" | "failed" | "cancelled";

/** What became of a run; `wells` has every selected well, in plate order. Plain JSON. */
export interface PlateResult {
  readonly runId: string;
  readonly plateId: string;
  readonly status: PlateStatus;
  readonly outputRoot: string;
  readonly wells: Readonly<Record<string, WellResult>>;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly phases: readonly PhaseResult[];
  readonly environment: RunEnvironment;
}

/** The machine and versions of a run, for provenance. */
export interface RunEnvironment {
  readonly runner: string;
  readonly workers: number;
  readonly node: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}
