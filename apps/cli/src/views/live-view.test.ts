import type { DispatchEvent, WorkerEvent } from "@ohcs/context";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { sampleError, sampleEvents, sampleWell } from "../../test/sample-run.ts";
import { liveView } from "./live-view.ts";
import { RunProgress } from "./run-progress.ts";

const { style } = recordingTerminal().out;

function frameAfter(...events: readonly (DispatchEvent | WorkerEvent)[]): string {
  const progress = new RunProgress();
  for (const event of sampleEvents(...events)) progress.apply(event);
  return liveView(progress, style)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

const begun: readonly (DispatchEvent | WorkerEvent)[] = [
  { type: "runStarted", plateId: "demo", wells: 4, runner: "threads", workers: 2 },
  { type: "phaseStarted", phase: 0, kind: "map", name: "wells", contexts: 4 },
  ...["A01", "A02", "B01", "B02"].map((well) => ({ type: "wellQueued", well }) as const),
  { type: "wellStarted", well: "A01", attempt: 1, worker: "0" },
  { type: "wellStarted", well: "A02", attempt: 1, worker: "1" },
  { type: "stepStarted", well: "A01", step: { index: 0, name: "project" }, steps: 4 },
  {
    type: "stepFinished",
    well: "A01",
    step: { index: 0, name: "project" },
    durationMs: 900,
    readBytes: 20_000_000,
    writtenBytes: 0,
    memory: { heapBytes: null, arrayBufferBytes: null, heldBytes: 0, peakBytes: 0 },
  },
  {
    type: "wellFinished",
    well: "A02",
    status: "error",
    result: sampleWell("A02", { status: "error", error: sampleError }),
  },
  { type: "stepStarted", well: "A01", step: { index: 2, name: "segment" }, steps: 4 },
];

test("liveView() shows the plate, the rate, running wells with their steps, and failures with their causes", () => {
  expect(frameAfter(...begun)).toBe(
    [
      "demo  4 wells · 2 × threads",
      "     1  2  3",
      "  A  ◐  ✗",
      "  B  ·  ·",
      "",
      "  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━  1/4 wells · 5.5 wells/min · 1.8 MB/s · 0:11 + 0:18 left  1 failed",
      "  ◐ A01  3/4 segment              5.0 s",
      "  ✗ A02  TIFF_TRUNCATED in step 1 'project', maxProjection, TimePoint_1/A02_s1_w1.TIF: Cannot run s",
    ].join("\n"),
  );
});

test("liveView() names the reduction while the plate is reduced", () => {
  const reducing = frameAfter(...begun, {
    type: "phaseStarted",
    phase: 1,
    kind: "reduce",
    name: "tables",
    contexts: 1,
  });
  expect(reducing).toContain("◐ plate  tables");
});

test("liveView() draws no plate of more than 16 rows, and counts the wells that find no room", () => {
  const wells = Array.from({ length: 10 }, (_, column) => `AF${String(column + 1).padStart(2, "0")}`);
  const frame = frameAfter(
    { type: "runStarted", plateId: "big", wells: 10, runner: "threads", workers: 10 },
    ...wells.map((well) => ({ type: "wellStarted", well, attempt: 1, worker: "0" }) as const),
  );
  expect(frame).not.toContain(" AF ");
  expect(frame).toContain("and 2 more wells");
});

test("liveView() counts wells anew in each phase of wells, of as many as that phase has", () => {
  const again = frameAfter(
    ...begun,
    { type: "phaseStarted", phase: 1, kind: "reduce", name: "illumination", contexts: 1 },
    { type: "phaseStarted", phase: 2, kind: "map", name: "wells", contexts: 3 },
    { type: "wellFinished", well: "A01", status: "success", result: sampleWell("A01") },
  );
  expect(again).toContain("demo  4 wells · 2 × threads · round 2");
  expect(again).toContain(" 1/3 wells");
});
