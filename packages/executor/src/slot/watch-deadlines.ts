import type { WellTask } from "@ohcs/context";
import { longTimer } from "../cancel/long-timer.ts";
import type { Place } from "../well/place.ts";

type Step = NonNullable<Place["step"]>;

/** Which deadline passed: that of a step, or of the well where `step` is null. */
export interface PassedDeadline {
  readonly end: "deadline";
  readonly ms: number;
  readonly step: Step | null;
}

/** The deadlines of one attempt at a well. */
export interface DeadlineWatch {
  /** Resolves when the well, or the step that it is in, has taken longer than it may. */
  readonly passed: Promise<PassedDeadline>;
  readonly stepStarted: (step: Step) => void;
  readonly stepFinished: () => void;
  readonly stop: () => void;
}

/**
 * Holds the deadlines from outside of the worker, where a busy kernel cannot delay them. The well's begins now; a step that
 * goes on in a later pass has what it left of its own.
 */
export function watchDeadlines({ deadlineMs, stepDeadlinesMs = {} }: WellTask): DeadlineWatch {
  let pass: (passed: PassedDeadline) => void = () => undefined;
  const passed = new Promise<PassedDeadline>((resolve) => {
    pass = resolve;
  });
  const start = (ms: number | null | undefined, step: Step | null, usedMs = 0) =>
    ms == null ? undefined : longTimer(() => pass({ end: "deadline", ms, step }), Math.max(0, ms - usedMs));
  const ofWell = start(deadlineMs, null);
  const times = new StepTimes();
  let ofStep: ReturnType<typeof start>;
  const stepFinished = () => {
    times.ended();
    clearTimeout(ofStep);
  };
  return {
    passed,
    stepStarted: (step) => {
      stepFinished();
      ofStep = start(stepDeadlinesMs[step.index], step, times.began(step));
    },
    stepFinished,
    stop: () => {
      clearTimeout(ofWell);
      stepFinished();
    },
  };
}

/** How long each step of a well has taken so far. */
class StepTimes {
  readonly #used = new Map<number, number>();
  #running: { readonly index: number; readonly since: number } | null = null;

  /** A step begins, or goes on; returns what it took before, ms. */
  began({ index }: Step): number {
    this.#running = { index, since: performance.now() };
    return this.#used.get(index) ?? 0;
  }

  /** Whatever runs has ended, or pauses. */
  ended(): void {
    if (this.#running === null) return;
    const { index, since } = this.#running;
    this.#used.set(index, (this.#used.get(index) ?? 0) + performance.now() - since);
    this.#running = null;
  }
}
