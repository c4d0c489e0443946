import { contextOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { resultOf } from "../../test/fake-runner.ts";
import { retryPolicy } from "./retry-policy.ts";

/** A well with a number of retries, and steps with theirs. */
const policy = (retries: number, ...steps: readonly number[]) =>
  retryPolicy(
    contextOf({
      well: "A01",
      config: { retries },
      steps: steps.map((own, i) => ({ name: `step ${i}`, groups: [], retries: own })),
    }),
  );

/** What the policy says of attempts that failed in these steps, one after the other. */
function verdicts(mayRetry: ReturnType<typeof policy>, places: readonly (number | null)[], retryable = true) {
  const tasks = places.map((index, i) => ({
    task: { context: "", wellId: "A01", attempt: i + 1, deadlineMs: null, contributors: [] },
    step: index === null ? null : { index, name: `step ${index}` },
  }));
  return tasks.map(({ task, step }) => mayRetry(resultOf(task, "error", { code: "BUSY", retryable, step })));
}

test("a failure outside of steps may be retried as often as the well says", () => {
  expect(verdicts(policy(2), [null, null, null])).toEqual([true, true, false]);
});

test("a step has a limit of its own, whatever the well's", () => {
  expect(verdicts(policy(0, 0, 2), [1, 1, 1])).toEqual([true, true, false]);
  expect(verdicts(policy(2, 0), [0])).toEqual([false]);
});

test("failures in several steps are counted apart, and never exceed the greatest limit together", () => {
  expect(verdicts(policy(0, 1, 1), [0, 1])).toEqual([true, false]);
  expect(verdicts(policy(3, 1, 2), [0, 1, 1, 1])).toEqual([true, true, true, false]);
  expect(verdicts(policy(3, 1, 2), [0, 0])).toEqual([true, false]);
});

test("attempts for other reasons take no retries away", () => {
  const mayRetry = policy(1);
  const failure = (attempt: number) =>
    resultOf({ context: "", wellId: "A01", attempt, deadlineMs: null, contributors: [] }, "error", { retryable: true });
  expect([mayRetry(failure(3)), mayRetry(failure(4))]).toEqual([true, false]);
});

test("what is not marked retryable, or succeeded or was cancelled, is final", () => {
  expect(verdicts(policy(5, 5), [0], false)).toEqual([false]);
  const task = { context: "", wellId: "A01", attempt: 1, deadlineMs: null, contributors: [] };
  expect(policy(5)(resultOf(task, "cancelled"))).toBe(false);
  expect(policy(5)(resultOf(task, "success"))).toBe(false);
});
