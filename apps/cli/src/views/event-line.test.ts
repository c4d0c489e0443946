import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { sampleError, sampleEvents, sampleWell } from "../../test/sample-run.ts";
import { watchRuns } from "./watch-runs.ts";

test("watchRuns() writes one line per finished well where there is no terminal", async () => {
  const terminal = recordingTerminal();
  const watch = (await watchRuns(terminal.err))();
  const failed = sampleWell("A02", { status: "error", error: sampleError, durationMs: 400 });
  const events = sampleEvents(
    { type: "runStarted", plateId: "demo", wells: 2, runner: "threads", workers: 2 },
    { type: "wellStarted", well: "A01", attempt: 1, worker: "0" },
    { type: "wellRetried", well: "A02", attempt: 2, code: "EBUSY" },
    { type: "wellFellBack", well: "A02", adapter: "board", code: "GPU_HUNG", message: "no answer" },
    { type: "wellFinished", well: "A02", status: "error", result: failed },
    { type: "log", well: "A01", level: "info", text: "not shown" },
    { type: "log", well: "A01", level: "warn", text: "shown" },
    { type: "wellFinished", well: "A01", status: "success", result: sampleWell("A01") },
    { type: "phaseStarted", phase: 1, kind: "reduce", name: "tables", contexts: 1 },
    { type: "wellFinished", well: "tables", status: "success", result: sampleWell("tables") },
  );
  for (const event of events) watch.event(event);
  watch.close();
  expect(terminal.written.err().split("\n")).toEqual([
    "demo: 2 wells on 2 × threads",
    "A02  failed with EBUSY, trying again",
    "A02  failed on board with GPU_HUNG, trying on the CPU",
    "1/2  ✗ A02    400 ms  TIFF_TRUNCATED in step 1 'project', maxProjection, TimePoint_1/A02_s1_w1.TIF: Cannot run step 'project' (Cannot read strip 3: expected 512 bytes, got 100)",
    "A01  warn: shown",
    "2/2  ● A01     3.2 s  success",
    "",
  ]);
});

test("watchRuns() says how many wells have GPUs, and of which unit a run is", async () => {
  const lineOf = async (fields: object) => {
    const terminal = recordingTerminal();
    const watch = (await watchRuns(terminal.err))();
    const started = {
      type: "runStarted",
      plateId: "demo",
      wells: 2,
      runner: "threads",
      workers: 1,
      ...fields,
    } as const;
    for (const event of sampleEvents(started)) watch.event(event);
    watch.close();
    return terminal.written.err().trim();
  };
  expect(await lineOf({ gpuWells: 2 })).toBe("demo: 2 wells on 1 × threads, 2 of them with GPUs");
  expect(await lineOf({ unit: "plate" })).toBe("demo: 2 plates on 1 × threads");
});
