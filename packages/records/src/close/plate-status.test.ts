import { encodeError, type WellResult, type WellStatus } from "@ohcs/context";
import { expect, test } from "vitest";
import { quarantineOf } from "./plate-status.ts";

const ended = (wellId: string, status: WellStatus, attempts = 1, code: string | null = null): WellResult => ({
  wellId,
  status,
  attempts,
  startedAt: new Date(0).toISOString(),
  durationMs: 0,
  steps: [],
  outputs: [],
  peakBytes: 0,
  worker: "none",
  error: code === null ? null : { ...encodeError(new Error(code)), code, ...NOWHERE },
});
const NOWHERE = { step: null, function: null, file: null };

test("on the quarantine list is a well whose failure cost its worker, or that failed in each of several attempts", () => {
  const results = [
    ended("A01", "success", 3),
    ended("A02", "error", 1, "WORKER_EXITED"),
    ended("A03", "error", 1, "FUNCTION_FAILED"),
    ended("A04", "error", 3, "STORAGE_BUSY"),
    ended("A05", "cancelled", 3, "WELL_CANCELLED"),
    ended("A06", "error", 2, "STEP_TIMEOUT"),
  ];
  expect(quarantineOf(results)).toEqual([
    { well: "A02", reason: "costWorker", attempts: 1, code: "WORKER_EXITED" },
    { well: "A04", reason: "failedRepeatedly", attempts: 3, code: "STORAGE_BUSY" },
    { well: "A06", reason: "costWorker", attempts: 2, code: "STEP_TIMEOUT" },
  ]);
});
