import { isOhcsError, type RunnerSession, type WellResult, type WellRunner, type WellTask } from "@ohcs/context";
import { expect, test } from "vitest";
import { runnerConformance } from "./runner-conformance.ts";

/** A session that claims success for every task. */
const flattering: RunnerSession = {
  width: 2,
  run: async ({ wellId, attempt }: WellTask): Promise<WellResult> => ({
    wellId,
    status: "success",
    error: null,
    attempts: attempt,
    startedAt: "",
    durationMs: 0,
    steps: [],
    outputs: [],
    peakBytes: 0,
    worker: "none",
  }),
  close: async () => undefined,
};

function namesOfFailing(runner: WellRunner): Promise<readonly string[]> {
  const tests: (readonly [string, () => Promise<void>])[] = [];
  runnerConformance({ test: (name, run) => void tests.push([name, run]), create: () => runner, modulesUrl: "" });
  const failing = tests.map(async ([name, run]) => {
    const error = await run().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error === null || isOhcsError(error, "CONFORMANCE_FAILED")).toBe(true);
    return error === null ? [] : [name];
  });
  return Promise.all(failing).then((names) => names.flat());
}

test("runnerConformance() catches a runner that claims success for everything", async () => {
  const contains = ["throw", "endlessLoop"] as const;
  const runner: WellRunner = { specVersion: 1, name: "flattering", contains, start: async () => flattering };
  expect(await namesOfFailing(runner)).toEqual([
    "run() returns the result of a well",
    "run() has reported all events of a well, in order, when it returns the result",
    "the output of a function becomes a log event of its well",
    "a damaged context and an unknown module are errors of their wells",
    "an aborted signal ends a well that observes it as cancelled, and no other",
    "close() ends a well that ignores its signal as cancelled",
    "'throw' by throws() ends as a value of its well, siblings unaffected",
    "'endlessLoop' by loops() ends as a value of its well, siblings unaffected",
    "'endlessLoop' by hangs() ends as a value of its well, siblings unaffected",
    "'endlessLoop' by loops() in a step with a deadline ends as a value of its well, siblings unaffected",
  ]);
});
