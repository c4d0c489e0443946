import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { WellResult, WellTask } from "@ohcs/context";
import { afterEach, expect, test, vi } from "vitest";
import { HelperCounts } from "../helper-counts.ts";
import type { WorkerReply, WorkerRequest } from "../protocol.ts";
import { WellTimer } from "../well/well-timer.ts";
import { startSlots } from "./slot-session.ts";
import type { WorkerKind, WorkerListener } from "./worker-handle.ts";

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

const taskOf = (wellId: string): WellTask => ({
  context: wellId,
  wellId,
  attempt: 1,
  deadlineMs: null,
  contributors: [],
});

/** A worker that does nothing until it is pending to end what it was asked for. */
class IdleWorker {
  readonly asked: WorkerRequest[] = [];
  readonly listener: WorkerListener;
  /** How many workers there are, as it got it at its start. */
  told: number | undefined;
  #end: (reply: WorkerReply) => void = () => undefined;

  constructor(listener: WorkerListener) {
    this.listener = listener;
  }

  async call(request: WorkerRequest): Promise<WorkerReply> {
    if (request.kind === "start") {
      this.told = request.startup.workers;
      return { result: null, events: 0, pending: [], spoiled: false };
    }
    this.asked.push(request);
    return new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Ends what it was asked for last. */
  async end(): Promise<void> {
    const last = this.asked.at(-1);
    const result = last?.kind === "run" ? new WellTimer(last.task, "idle").ended("success", null) : null;
    this.#end({ result, events: 0, pending: [], spoiled: false });
    await turn();
  }

  /** Asks for help with its well; says whether the port was closed at once. */
  async ask(): Promise<{ readonly isRefused: () => boolean }> {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    let isRefused = false;
    port1.once("close", () => {
      isRefused = true;
    });
    this.listener.onHelp(port2);
    await turn();
    return { isRefused: () => isRefused };
  }

  get kinds(): readonly string[] {
    return this.asked.map(({ kind }) => kind);
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

async function sessionOf(width: number, gone: Promise<never> = new Promise(() => undefined)) {
  const workers: IdleWorker[] = [];
  const counts = new HelperCounts();
  const kind: WorkerKind = {
    name: "idle",
    counts,
    open: (listener) => {
      const worker = new IdleWorker(listener);
      workers.push(worker);
      return {
        call: (request) => worker.call(request),
        control: () => undefined,
        gone,
        kill: async () => undefined,
      };
    },
  };
  const startup = { runId: "test", modules: {}, roots: {} };
  const session = await startSlots(kind, { width, startup, onEvent: () => undefined });
  const run = (well: string): Promise<WellResult> => session.run(taskOf(well), new AbortController().signal);
  const offer = () => ({ helpers: counts.helpers, room: counts.room });
  return { session, run, workers, offer };
}

test("each worker gets the number of workers: where they take all cores, nothing is to be computed beside them", async () => {
  const { session, workers } = await sessionOf(3);
  expect(workers.map(({ told }) => told)).toEqual([3, 3, 3]);
  await session.close();
});

test("a helper takes a group that waits until it has ended another one, and it is known how many more it would take", async () => {
  const { session, run, workers, offer } = await sessionOf(2);
  const [owner, helper] = workers as [IdleWorker, IdleWorker];
  const well = run("A01");
  await turn();
  expect(offer()).toEqual({ helpers: 1, room: 2 });
  const asked = [await owner.ask(), await owner.ask()];
  expect(asked.map(({ isRefused }) => isRefused())).toEqual([false, false]);
  expect(helper.kinds).toEqual(["help"]);
  expect(offer()).toEqual({ helpers: 1, room: 0 });
  await helper.end();
  expect(helper.kinds).toEqual(["help", "help"]);
  expect(offer()).toEqual({ helpers: 1, room: 1 });
  await helper.end();
  expect(offer()).toEqual({ helpers: 1, room: 2 });
  await owner.end();
  expect((await well).status).toBe("success");
  await session.close();
});

test("a well that comes goes before help: groups that wait are left to their well's worker", async () => {
  const { session, run, workers, offer } = await sessionOf(2);
  const [owner, helper] = workers as [IdleWorker, IdleWorker];
  const first = run("A01");
  await turn();
  const asked = [await owner.ask(), await owner.ask()];
  const second = run("A02");
  await turn();
  expect(asked.map(({ isRefused }) => isRefused())).toEqual([false, true]);
  expect(offer().helpers).toBe(0);
  await helper.end();
  expect(helper.kinds).toEqual(["help", "run"]);
  expect((await owner.ask()).isRefused()).toBe(true);
  for (const worker of workers) await worker.end();
  expect((await Promise.all([first, second])).map(({ wellId }) => wellId)).toEqual(["A01", "A02"]);
  await session.close();
});

test("a group that waits is given up with its well", async () => {
  const { session, run, workers } = await sessionOf(2);
  const [owner, helper] = workers as [IdleWorker, IdleWorker];
  const well = run("A01");
  await turn();
  const asked = [await owner.ask(), await owner.ask()];
  await owner.end();
  await well;
  await turn();
  expect(asked[1]?.isRefused()).toBe(true);
  expect(helper.kinds).toEqual(["help"]);
  await session.close();
});

test("wells leave nothing behind at the end of their worker, which comes much later", async () => {
  const gone = new Promise<never>(() => undefined);
  const asked = vi.spyOn(gone, "then");
  const { session, run, workers } = await sessionOf(1, gone);
  const [worker] = workers as [IdleWorker];
  const before = asked.mock.calls.length;
  for (const name of ["A01", "A02", "A03"]) {
    const well = run(name);
    await turn();
    await worker.end();
    await well;
  }
  expect(asked).toHaveBeenCalledTimes(before);
  await session.close();
});
