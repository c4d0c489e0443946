import type { LogLevel } from "../run/log-level.ts";

/** How workers process their wells; cannot change a result. Plain JSON. */
export interface WorkerTuning {
  /** Read the next groups of a step and write the last ones while computing. @default true */
  readonly overlap?: boolean;
  /**
   * Most bytes of samples that may have been read ahead, and separately that may wait to be written. @default 134217728
   */
  readonly overlapBytes?: number;
  /** Keep memory for samples from well to well, so that a similar well allocates none. @default true */
  readonly reuseBuffers?: boolean;
  /** Let idle workers compute groups of another worker's well, if the runner supports it. @default true */
  readonly spread?: boolean;
  /** Lowest log level that is kept of what functions print. @default "info" */
  readonly logLevel?: LogLevel;
}

const DEFAULT_TUNING: Required<WorkerTuning> = Object.freeze({
  overlap: true,
  overlapBytes: 128 * 1024 * 1024,
  reuseBuffers: true,
  spread: true,
  logLevel: "info",
});

/** The tuning with defaults filled in. */
export function completeTuning(tuning: WorkerTuning = {}): Required<WorkerTuning> {
  return { ...DEFAULT_TUNING, ...tuning };
}
