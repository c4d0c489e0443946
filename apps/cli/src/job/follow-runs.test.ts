import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledPlate, OhcsError, type PlateResult } from "@ohcs/context";
import { executePlate, type PlateRun } from "@ohcs/executor";
import { inlineRunner } from "@ohcs/executor/inline";
import { nodeRunHost } from "@ohcs/records/host";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type RecordingTerminal, recordingScreen } from "../../test/recording-terminal.ts";
import type { Interrupts } from "../program/interrupts.ts";
import { EXIT, type Session } from "../program/session.ts";
import { followRuns } from "./follow-runs.ts";
import { watchedRun } from "./run-plate.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-follow-"));
});
afterEach(() => rm(folder, { recursive: true }));

const session = (): Session => ({
  terminal: recordingScreen(),
  directory: folder,
  argv: [],
  json: false,
  verbose: false,
});
const runOf = (host = nodeRunHost()): PlateRun =>
  executePlate({
    plate: new CompiledPlate({ plateId: "P" }),
    runner: inlineRunner(),
    workers: 1,
    host,
    startup: { modules: {}, roots: { source: folder, output: join(folder, "out") } },
  });
const listening: Interrupts = {
  signal: new AbortController().signal,
  interrupted: Promise.resolve(),
  exitCode: () => null,
  release: () => undefined,
};
const watch = { events: "events.jsonl", plateRoots: [], report: false };

test("on a terminal a run is listened to from the moment it is there: its first events come at once", async () => {
  let listened = false;
  await followRuns(watch, listening, session(), async (follow) => {
    const run = runOf();
    const events = {
      [Symbol.asyncIterator]() {
        listened = true;
        return run.events[Symbol.asyncIterator]();
      },
    };
    const followed = follow({ ...run, events });
    expect(listened).toBe(true);
    await followed;
  });
  const lines = (await readFile(join(folder, "events.jsonl"), "utf8")).trim().split("\n");
  const types = lines.map((line) => JSON.parse(line).type);
  expect([types[0], types.at(-1)]).toEqual(["runStarted", "runFinished"]);
});

test("on a terminal a run that cannot begin says why, and no rejection is left without anybody to handle it", async () => {
  const locked = new OhcsError("OUTPUT_LOCKED", "Cannot use the output plate: expected it to be free, got it held");
  const host = { ...nodeRunHost(), openOutput: () => Promise.reject(locked) };
  const unhandled: unknown[] = [];
  const hear = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", hear);
  try {
    const failing = watchedRun(watch, session(), async () => {
      const run = runOf(host);
      // So that its end has no listener yet when it comes.
      return { ...run, events: slowly(run) };
    });
    await expect(failing).rejects.toMatchObject({ code: "OUTPUT_LOCKED" });
  } finally {
    process.off("unhandledRejection", hear);
  }
  expect(unhandled).toEqual([]);
});

test("events that cannot be written any more are reported on standard error; the run keeps its outcome", async () => {
  const own = session();
  const { exitCode, json } = await watchedRun({ ...watch, events: "/dev/full" }, own, async () => runOf());
  // A run without wells has none that succeeded.
  expect([exitCode, (json as PlateResult).status]).toEqual([EXIT.allWellsFailed, "complete"]);
  const written = (own.terminal as RecordingTerminal).written.err();
  expect(written.match(/error EVENTS_UNWRITABLE: .*ENOSPC/g)).toHaveLength(1);
});

test("where events cannot be written at all no run is begun, and no listener for interrupts is left", async () => {
  const listeners = process.listenerCount("SIGINT");
  const begin = vi.fn(async () => runOf());
  await expect(watchedRun({ ...watch, events: "none/events.jsonl" }, session(), begin)).rejects.toMatchObject({
    code: "EVENTS_UNWRITABLE",
  });
  expect(begin).not.toHaveBeenCalled();
  expect(process.listenerCount("SIGINT")).toBe(listeners);
});

/** Events that end some time after the run has. */
async function* slowly({ events }: PlateRun): PlateRun["events"] {
  yield* events;
  await new Promise((resolve) => setTimeout(resolve, 10));
}
