import type { StepTiming, WellError, WellResult, WellStatus, WellTask } from "@ohcs/context";

/** What is known at the end of a well besides its time. */
export type WellEnd = Partial<Pick<WellResult, "outputs" | "peakBytes" | "notices">> & {
  readonly steps?: readonly StepTiming[];
};

/** Times one attempt at a well, and forms its result. */
export class WellTimer {
  readonly #task: WellTask;
  readonly #worker: string;
  readonly #startedAt = Date.now();
  readonly #began = performance.now();

  constructor(task: WellTask, worker: string) {
    this.#task = task;
    this.#worker = worker;
  }

  ended(
    status: WellStatus,
    error: WellError | null,
    { steps = [], outputs = [], peakBytes = 0, notices = [] }: WellEnd = {},
  ): WellResult {
    const { wellId, attempt, gpu } = this.#task;
    return {
      wellId,
      status,
      error,
      attempts: attempt,
      startedAt: new Date(this.#startedAt).toISOString(),
      durationMs: performance.now() - this.#began,
      steps,
      outputs,
      peakBytes,
      worker: this.#worker,
      ...(gpu === undefined ? {} : { gpu }),
      ...(notices.length === 0 ? {} : { notices }),
    };
  }
}
