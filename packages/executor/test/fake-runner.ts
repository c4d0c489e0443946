import type { RunnerSession, WellError, WellResult, WellRunner, WellStatus, WellTask } from "@ohcs/context";

/** What a fake well does: how it ends, and after how long. */
export interface FakeWell {
  readonly status?: WellStatus;
  readonly error?: Partial<WellError>;
  readonly ms?: number;
  readonly outputs?: WellResult["outputs"];
}

/** A runner whose wells take time and end as configured; records what ran when. */
export function fakeRunner(behave: (task: WellTask, signal: AbortSignal) => FakeWell | Promise<FakeWell>) {
  const began: string[] = [];
  const rested: number[] = [];
  let running = 0;
  let most = 0;
  let end: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = async (task: WellTask, signal: AbortSignal): Promise<WellResult> => {
    began.push(task.wellId);
    most = Math.max(most, ++running);
    const { status = "success", error, ms = 0, outputs = [] } = await behave(task, signal);
    const ended = await Promise.race([after(ms), closed.then(() => "closed")]);
    running--;
    return ended === "closed"
      ? resultOf(task, "cancelled")
      : { ...resultOf(task, error === undefined ? status : "error", error), outputs };
  };
  const runner: WellRunner = {
    specVersion: 1,
    name: "fake",
    contains: [],
    start: async ({ width }): Promise<RunnerSession> => ({
      width,
      run,
      rest: async (width) => void rested.push(width),
      close: async () => end(),
    }),
  };
  return { runner, began, most: () => most, rested: () => rested };
}

export function resultOf({ wellId, attempt }: WellTask, status: WellStatus, error?: Partial<WellError>): WellResult {
  const blank = { name: "Error", message: "", stack: null, details: {}, remedy: null, retryable: false, cause: null };
  return {
    wellId,
    status,
    error: error === undefined ? null : { code: "FAKE", step: null, function: null, file: null, ...blank, ...error },
    attempts: attempt,
    startedAt: new Date(0).toISOString(),
    durationMs: 0,
    steps: [],
    outputs: [],
    peakBytes: 0,
    worker: "fake",
  };
}

function after(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, ms, "done"));
}
