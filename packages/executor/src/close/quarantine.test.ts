import { expect, test } from "vitest";
import { resultOf } from "../../test/fake-runner.ts";
import { quarantineOf } from "./quarantine.ts";

const failed = (wellId: string, attempt: number, code: string) =>
  resultOf({ context: "", wellId, attempt, deadlineMs: null, contributors: [] }, "error", { code });

test("on the quarantine list is a well whose failure cost its worker, or that failed in each of several attempts", () => {
  const task = { context: "", attempt: 3, deadlineMs: null, contributors: [] };
  const results = [
    resultOf({ ...task, wellId: "A01" }, "success"),
    failed("A02", 1, "WORKER_EXITED"),
    failed("A03", 1, "FUNCTION_FAILED"),
    failed("A04", 3, "STORAGE_BUSY"),
    resultOf({ ...task, wellId: "A05" }, "cancelled", { code: "WELL_CANCELLED" }),
    failed("A06", 2, "STEP_TIMEOUT"),
  ];
  expect(quarantineOf(results)).toEqual([
    { well: "A02", reason: "costWorker", attempts: 1, code: "WORKER_EXITED" },
    { well: "A04", reason: "failedRepeatedly", attempts: 3, code: "STORAGE_BUSY" },
    { well: "A06", reason: "costWorker", attempts: 2, code: "STEP_TIMEOUT" },
  ]);
});
