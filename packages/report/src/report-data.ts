import type { Cell } from "@ohcs/context";

/** Everything a report shows of one run of a plate: plain JSON, in the same order for equal runs. */
export interface ReportData {
  readonly specVersion: 1;
  readonly plate: PlateSummary;
  /** In plate order. */
  readonly wells: readonly WellReport[];
  readonly channels: readonly ChannelReport[];
  /** Tables of the plate, `wells` first. */
  readonly tables: readonly ReportTable[];
  readonly steps: readonly StepReport[];
  /** Name → value: versions, machine, fingerprints. */
  readonly provenance: Readonly<Record<string, string>>;
}

export interface PlateSummary {
  readonly id: string;
  readonly pipeline: string;
  readonly status: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number | null;
  readonly source: string;
  readonly output: string;
  /** Of the smallest standard plate that holds all wells. */
  readonly rows: number;
  readonly columns: number;
}

export interface WellReport {
  readonly well: string;
  /** Zero-based. */
  readonly row: number;
  readonly column: number;
  readonly state: string;
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string | null } | null;
  readonly attempts: number;
  readonly durationMs: number | null;
  /** Milliseconds after the first well began, and the worker that ran it; null where it did not run. */
  readonly beganMs: number | null;
  readonly worker: string | null;
  /** By channel id: data URL of a picture, in the contrast of its channel. */
  readonly pictures: Readonly<Record<string, string>>;
  /** Data URL of the outlines of its objects over the same field; null where no labels were stored. */
  readonly outlines: string | null;
}

export interface ChannelReport {
  readonly id: string;
  readonly name: string | null;
  /** Intensities shown as black and white, raw counts. */
  readonly low: number;
  readonly high: number;
}

export interface ReportTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A step of the wells, or of a reduction. */
export interface StepReport {
  readonly phase: string;
  readonly step: string;
  readonly functions: readonly { readonly name: string; readonly version: string; readonly parameters: string }[];
}
