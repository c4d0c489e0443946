import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { EncodedError } from "../errors/encode-error.ts";
import type { GpuCounts } from "../gpu/gpu-counts.ts";
import type { WellGpu } from "./gpu-use.ts";

/** The file of an artifact in an output plate, named by its content. */
export interface ArtifactFile {
  /** `illumination`, without the `artifact:` of links. */
  readonly name: string;
  /** `artifacts/<name>/<hash>.json`, relative to the output plate. */
  readonly path: string;
  /** SHA-256 of the value's canonical JSON. */
  readonly hash: string;
}

/** What a well stored: a file relative to the output plate, or a value of another backend. */
export interface OutputFile {
  /** The backend, as its context names it, that holds it; absent for plain files of the output plate. */
  readonly backend?: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** An error, with the place in the pipeline. */
export interface WellError extends EncodedError {
  readonly step: { readonly index: number; readonly name: string } | null;
  readonly function: string | null;
  readonly file: string | null;
}

export interface StepTiming {
  readonly name: string;
  readonly durationMs: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
  /** What the step did on a GPU; absent where it did nothing there. */
  readonly gpu?: GpuCounts;
}

export type WellStatus = "success" | "error" | "cancelled" | "skipped";

/** The outcome of one context: always a value, plain JSON. */
export interface WellResult {
  readonly wellId: string;
  readonly status: WellStatus;
  readonly error: WellError | null;
  readonly attempts: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly steps: readonly StepTiming[];
  readonly outputs: readonly OutputFile[];
  readonly peakBytes: number;
  readonly worker: string;
  /** Absent if no call of the well was compiled for a GPU. */
  readonly gpu?: WellGpu;
  /** What functions warned of; absent if nothing. */
  readonly notices?: readonly Diagnostic[];
}
