import type { WellTask } from "@ohcs/context";
import type { Place } from "../worker/place.ts";

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

/** Holds the deadlines from outside of the worker, where a busy kernel cannot delay them. The well's begins now. */
export function watchDeadlines({ deadlineMs, stepDeadlinesMs = {} }: WellTask): DeadlineWatch {
  let pass: (passed: PassedDeadline) => void = () => undefined;
  const passed = new Promise<PassedDeadline>((resolve) => {
    pass = resolve;
  });
  const start = (ms: number | null | undefined, step: Step | null) =>
    ms == null ? undefined : setTimeout(() => pass({ end: "deadline", ms, step }), ms);
  const ofWell = start(deadlineMs, null);
  let ofStep: ReturnType<typeof start>;
  const stepFinished = () => clearTimeout(ofStep);
  return {
    passed,
    stepStarted: (step) => {
      stepFinished();
      ofStep = start(stepDeadlinesMs[step.index], step);
    },
    stepFinished,
    stop: () => {
      clearTimeout(ofWell);
      stepFinished();
    },
  };
}
