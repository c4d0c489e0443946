import type { DispatchEvent, PlateResult, RunEvent, WellError, WellResult, WorkerEvent } from "@ohcs/context";

/** A well that went well, with what a test says otherwise. */
export function sampleWell(wellId: string, other: Partial<WellResult> = {}): WellResult {
  return {
    wellId,
    status: "success",
    error: null,
    attempts: 1,
    startedAt: "2025-01-01T00:00:00.000Z",
    durationMs: 3200,
    steps: [],
    outputs: [],
    peakBytes: 0,
    worker: "0",
    ...other,
  };
}

/** A truncated image, met in the first step. */
export const sampleError: WellError = {
  code: "FUNCTION_FAILED",
  name: "OhcsError",
  message: "Cannot run step 'project'",
  stack: null,
  details: {},
  remedy: null,
  retryable: false,
  step: { index: 0, name: "project" },
  function: "maxProjection",
  file: "TimePoint_1/A02_s1_w1.TIF",
  cause: {
    code: "TIFF_TRUNCATED",
    name: "OhcsError",
    message: "Cannot read strip 3:\nexpected 512 bytes, got 100",
    stack: null,
    details: {},
    remedy: null,
    retryable: false,
    cause: null,
  },
};

/** Gives events their place in the sequence, one second apart. */
export function sampleEvents(...events: readonly (WorkerEvent | DispatchEvent)[]): readonly RunEvent[] {
  return events.map((event, seq) => ({ v: 1, seq, t: seq * 1000, runId: "run", ...event }));
}

/** A run of two wells: A01 succeeded and wrote three files, A02 failed. */
export function samplePlateResult(): PlateResult {
  const sha256 = "0".repeat(64);
  const outputs = [
    { path: "images/A01_w1.tif", bytes: 2_000_000, sha256 },
    { path: "images/A01_w2.tif", bytes: 2_000_000, sha256 },
    { path: "images_results/A01_nuclei.csv", bytes: 4_000, sha256 },
  ];
  return {
    runId: "run",
    plateId: "demo",
    status: "partial",
    outputRoot: "/data/demo_openhcs",
    wells: { A01: sampleWell("A01", { outputs }), A02: sampleWell("A02", { status: "error", error: sampleError }) },
    startedAt: "2025-01-01T00:00:00.000Z",
    durationMs: 6_000,
    phases: [],
    quarantine: [],
    environment: { runner: "threads", workers: 2, node: "20", platform: "linux", versions: {} },
  };
}
