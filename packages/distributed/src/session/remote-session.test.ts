import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WellResult, WellTask } from "@ohcs/context";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addLine } from "../store/journals.ts";
import { RemoteFolder } from "../store/remote-folder.ts";
import type { Engine, JobState, RemoteJob } from "./engine.ts";
import { RemoteSession } from "./remote-session.ts";

/** An engine that keeps what it is given, and answers as a test says. */
class FakeEngine implements Engine {
  readonly given: RemoteJob[] = [];
  state: JobState | undefined = { state: "waiting" };
  withdraws = true;
  isReachable = true;

  async submit(jobs: readonly RemoteJob[]) {
    if (!this.isReachable) throw new Error("away");
    this.given.push(...jobs);
    this.state ??= { state: "waiting" };
  }
  async look(jobs: readonly RemoteJob[]) {
    if (!this.isReachable) throw new Error("away");
    const { state } = this;
    return new Map(state === undefined ? [] : jobs.map(({ ref }) => [ref.job, state] as const));
  }
  async withdraw(jobs: readonly RemoteJob[]) {
    return this.withdraws ? jobs.map(({ ref }) => ref.job) : [];
  }
  async close() {}
}

let root = "";
let folder: RemoteFolder;
let engine: FakeEngine;
let session: RemoteSession;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ohcs-session-"));
  folder = new RemoteFolder(root);
  engine = new FakeEngine();
  session = await open();
});
afterEach(async () => {
  await session.close();
  await rm(root, { recursive: true });
});

async function open(run = "r1") {
  await folder.begin({ id: run, engine: "fake" });
  const patience = { pollMs: 5, lookMs: 10, graceMs: 30, rounds: 3, closeMs: 200 };
  const output = { mount: null, path: root };
  return new RemoteSession({ engine, folder, run, output, startup: "", width: 9, patience, onEvent: () => undefined });
}

const taskFor = (wellId: string): WellTask => ({ context: "", wellId, attempt: 1, deadlineMs: null, contributors: [] });
const never = new AbortController().signal;
const run = (well: string, signal = never) => session.run(taskFor(well), signal);
const resultOf = (wellId: string) => ({ wellId, status: "success" }) as WellResult;
const bring = ({ ref }: RemoteJob) =>
  addLine(folder.results("r1"), { job: ref.job, result: resultOf(ref.well), events: [] });
const given = (count: number) => expect.poll(() => engine.given.length).toBe(count);

test("a well is done when its result lies in the output, whatever the engine says of it", async () => {
  const [first, second] = [run("A01"), run("A02")];
  await given(2);
  for (const job of engine.given) await bring(job);
  expect(await Promise.all([first, second])).toEqual([resultOf("A01"), resultOf("A02")]);
});

test("a reference is less than 1 KB, and names nothing but texts by their hashes", async () => {
  void run("A01");
  await given(1);
  const [job] = engine.given;
  expect(JSON.stringify(job?.ref).length).toBeLessThan(1024);
  expect(job?.ref).toMatchObject({ v: 1, run: "r1", well: "A01", output: { mount: null, path: root } });
});

test("a queue that was wiped is filled again with what has no result", async () => {
  const [first, second] = [run("A01"), run("A02")];
  await given(2);
  await bring(engine.given[0] as RemoteJob);
  await first;
  engine.state = undefined;
  await given(3);
  expect(engine.given.map(({ ref, round }) => [ref.well, round]).slice(2)).toEqual([["A02", 1]]);
  await bring(engine.given[2] as RemoteJob);
  expect((await second).status).toBe("success");
});

test("a job that has ended without a result is given out again, in the end alone, and then fails with what was heard of it", async () => {
  const running = run("A01");
  await given(1);
  engine.state = { state: "ended" };
  const { job } = (engine.given[0] as RemoteJob).ref;
  await addLine(folder.results("r1"), { job, failed: "node7: no such folder" });
  const { status, error } = await running;
  expect(engine.given.map(({ round, isLast }) => [round, isLast])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
  expect([status, error?.code]).toEqual(["error", "JOB_LOST"]);
  expect(error?.message).toBe("Cannot run 'A01': expected a result, got none in 3 rounds; node7: no such folder");
});

test("what failed for good is not given out again", async () => {
  engine.state = { state: "failed", reason: "stalled too often" };
  expect((await run("A01")).error?.message).toContain("stalled too often");
  expect(engine.given).toHaveLength(1);
});

test("an engine that is away loses nothing: wells are given out when it is back", async () => {
  engine.isReachable = false;
  engine.state = undefined;
  const running = run("A01");
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(engine.given).toHaveLength(0);
  engine.isReachable = true;
  await given(1);
  await bring(engine.given[0] as RemoteJob);
  expect((await running).status).toBe("success");
});

test("a cancelled well is taken back where it did not begin, else its worker stops it", async () => {
  const controller = new AbortController();
  const waiting = run("A01", controller.signal);
  await given(1);
  controller.abort();
  expect((await waiting).status).toBe("cancelled");
  engine.withdraws = false;
  const other = new AbortController();
  const running = run("A02", other.signal);
  await given(2);
  other.abort();
  const { job } = (engine.given[1] as RemoteJob).ref;
  await expect.poll(() => folder.stops("r1")).toEqual(new Set([`${job}.stop`]));
  await bring(engine.given[1] as RemoteJob);
  expect((await running).status).toBe("success");
});

test("a run that is cancelled from elsewhere takes back its wells", async () => {
  const wells = [run("A01"), run("A02")];
  await given(2);
  await folder.stop("r1", "all", "stop");
  expect((await Promise.all(wells)).map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
});

test("closing ends what runs, waits for it as long as it may, and leaves nothing in the output", async () => {
  engine.withdraws = false;
  engine.state = { state: "active" };
  const wells = [run("A01"), run("A02")];
  await given(2);
  const closing = session.close();
  await expect.poll(() => folder.stops("r1")).toEqual(new Set(["all.end"]));
  await bring(engine.given[0] as RemoteJob);
  await closing;
  expect((await Promise.all(wells)).map(({ status }) => status)).toEqual(["success", "cancelled"]);
  expect(await folder.run()).toBeNull();
  expect((await run("A03")).status).toBe("cancelled");
});

test("the same wells have the same names for a driver that goes on, and none twice for one driver", async () => {
  void run("A01");
  await given(1);
  void run("A01");
  await given(2);
  const attached = await open();
  void attached.run(taskFor("A01"), never);
  await given(3);
  const [first, again, attachedTo] = engine.given.map(({ ref }) => ref.job);
  expect(attachedTo).toBe(first);
  expect(again).toBe(`${first}-2`);
  await attached.close();
});

test("a well that was to be stopped is not given out again, however its task ended", async () => {
  engine.withdraws = false;
  const controller = new AbortController();
  const running = run("A01", controller.signal);
  await given(1);
  controller.abort();
  engine.state = { state: "ended" };
  expect((await running).status).toBe("cancelled");
  expect(engine.given).toHaveLength(1);
});
