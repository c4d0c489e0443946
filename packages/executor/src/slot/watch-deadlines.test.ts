import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchDeadlines } from "./watch-deadlines.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const step = (index: number) => ({ index, name: `step ${index}` });

/** The deadline that passes first after `act`; null where none is left. */
async function passedAfter(
  limits: { readonly well: number | null; readonly steps: Readonly<Record<number, number>> },
  act: (watch: ReturnType<typeof watchDeadlines>) => void,
) {
  const task = { context: "", wellId: "A01", attempt: 1, contributors: [] };
  const watch = watchDeadlines({ ...task, deadlineMs: limits.well, stepDeadlinesMs: limits.steps });
  act(watch);
  const passed = Promise.race([
    watch.passed,
    Promise.resolve()
      .then(() => vi.runAllTimersAsync())
      .then(() => null),
  ]);
  return passed;
}

test("the earlier of the well's and the step's deadline counts", async () => {
  const start = (watch: ReturnType<typeof watchDeadlines>) => watch.stepStarted(step(0));
  expect(await passedAfter({ well: 100, steps: { 0: 50 } }, start)).toEqual({ end: "deadline", ms: 50, step: step(0) });
  expect(await passedAfter({ well: 100, steps: { 0: 500 } }, start)).toEqual({ end: "deadline", ms: 100, step: null });
});

test("a step's deadline begins with the step and ends with it", async () => {
  const limits = { well: null, steps: { 0: 50, 1: 70 } };
  const left = await passedAfter(limits, (watch) => {
    watch.stepStarted(step(0));
    watch.stepFinished();
  });
  expect(left).toBeNull();
  const second = await passedAfter(limits, (watch) => {
    watch.stepStarted(step(0));
    vi.advanceTimersByTime(49);
    watch.stepStarted(step(1));
  });
  expect(second).toEqual({ end: "deadline", ms: 70, step: step(1) });
});

test("a step that comes back in a later pass has what it left of its limit", async () => {
  const limits = { well: null, steps: { 0: 50, 1: 70 } };
  const spend = (watch: ReturnType<typeof watchDeadlines>, index: number, ms: number) => {
    watch.stepStarted(step(index));
    vi.advanceTimersByTime(ms);
    watch.stepFinished();
  };
  const inThirdPass = await passedAfter(limits, (watch) => {
    for (let pass = 0; pass < 2; pass++) {
      spend(watch, 0, 20);
      spend(watch, 1, 20);
    }
    watch.stepStarted(step(0));
    vi.advanceTimersByTime(10);
    watch.stepStarted(step(1));
  });
  expect(inThirdPass).toEqual({ end: "deadline", ms: 50, step: step(0) });
  const within = await passedAfter(limits, (watch) => {
    spend(watch, 0, 20);
    spend(watch, 1, 60);
    spend(watch, 0, 20);
  });
  expect(within).toBeNull();
});

test("nothing passes once the watch was stopped, or where there is no limit", async () => {
  expect(await passedAfter({ well: 100, steps: { 0: 50 } }, (watch) => watch.stop())).toBeNull();
  expect(await passedAfter({ well: null, steps: {} }, (watch) => watch.stepStarted(step(0)))).toBeNull();
});

test("a limit of a month does not pass at once", async () => {
  const month = 30 * 24 * 3_600_000;
  expect(await passedAfter({ well: month, steps: { 0: month } }, (watch) => watch.stepStarted(step(0)))).toBeNull();
});
