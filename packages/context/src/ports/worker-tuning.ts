import type { LogLevel } from "../run/log-level.ts";

/** How workers go about their wells; nothing of it can change a result. Plain JSON. */
export interface WorkerTuning {
  /** Read the next groups of a step and write the last ones while computing. @default true */
  readonly overlap?: boolean;
  /** Most bytes of samples that may have been read ahead, and as many that may wait to be written. @default 134217728 */
  readonly overlapBytes?: number;
  /** Keep memory for samples from well to well, so that a well like the one before takes none anew. @default true */
  readonly reuseBuffers?: boolean;
  /** Have workers without a well of their own compute groups of another's well, where the runner can. @default true */
  readonly spread?: boolean;
  /** The least grave lines that are kept of what functions print. @default "info" */
  readonly logLevel?: LogLevel;
}

const DEFAULT_TUNING: Required<WorkerTuning> = Object.freeze({
  overlap: true,
  overlapBytes: 128 * 1024 * 1024,
  reuseBuffers: true,
  spread: true,
  logLevel: "info",
});

/** The tuning with defaults where nothing was said. */
export function completeTuning(tuning: WorkerTuning = {}): Required<WorkerTuning> {
  return { ...DEFAULT_TUNING, ...tuning };
}
