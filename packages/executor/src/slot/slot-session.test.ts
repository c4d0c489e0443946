import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { WellResult, WellTask } from "@ohcs/context";
import { afterEach, expect, test, vi } from "vitest";
import type { HelpOffer, WorkerReply, WorkerRequest } from "../protocol.ts";
import { WellTimer } from "../worker/well-timer.ts";
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

/** A worker that does nothing until it is told to end what it was asked for. */
class IdleWorker {
  readonly asked: WorkerRequest[] = [];
  readonly offers: HelpOffer[] = [];
  readonly hear: WorkerListener;
  #end: (reply: WorkerReply) => void = () => undefined;

  constructor(hear: WorkerListener) {
    this.hear = hear;
  }

  async call(request: WorkerRequest): Promise<WorkerReply> {
    if (request.kind === "start") return { result: null, events: 0, told: [], spoiled: false };
    this.asked.push(request);
    if (request.kind === "run") this.offers.push(request.offer);
    return new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Ends what it was asked for last. */
  async end(): Promise<void> {
    const last = this.asked.at(-1);
    const result = last?.kind === "run" ? new WellTimer(last.task, "idle").ended("success", null) : null;
    this.#end({ result, events: 0, told: [], spoiled: false });
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
    this.hear.onHelp(port2);
    await turn();
    return { isRefused: () => isRefused };
  }

  get kinds(): readonly string[] {
    return this.asked.map(({ kind }) => kind);
  }

  get offer(): HelpOffer | undefined {
    return this.offers.at(-1);
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

async function sessionOf(width: number, gone: Promise<never> = new Promise(() => undefined)) {
  const workers: IdleWorker[] = [];
  const kind: WorkerKind = {
    name: "idle",
    spreads: true,
    open: (hear) => {
      const worker = new IdleWorker(hear);
      workers.push(worker);
      return {
        call: (request) => worker.call(request),
        control: (message) => void (message.kind === "offer" && worker.offers.push(message.offer)),
        gone,
        kill: async () => undefined,
      };
    },
  };
  const startup = { runId: "test", modules: {}, roots: {} };
  const session = await startSlots(kind, { width, startup, onEvent: () => undefined });
  const run = (well: string): Promise<WellResult> => session.run(taskOf(well), new AbortController().signal);
  return { session, run, workers };
}

test("a helper takes a group that waits until it has ended another one, and no more", async () => {
  const { session, run, workers } = await sessionOf(2);
  const [owner, helper] = workers as [IdleWorker, IdleWorker];
  const well = run("A01");
  await turn();
  expect(owner.offer).toEqual({ helpers: 1, groups: 2, calls: 0 });
  const asked = [await owner.ask(), await owner.ask(), await owner.ask()];
  expect(asked.map(({ isRefused }) => isRefused())).toEqual([false, false, true]);
  expect(helper.kinds).toEqual(["help"]);
  await helper.end();
  expect(helper.kinds).toEqual(["help", "help"]);
  expect(owner.offer).toEqual({ helpers: 1, groups: 1, calls: 3 });
  await helper.end();
  expect(owner.offer).toEqual({ helpers: 1, groups: 2, calls: 3 });
  await owner.end();
  expect((await well).status).toBe("success");
  await session.close();
});

test("a well that comes goes before help, but after what was promised", async () => {
  const { session, run, workers } = await sessionOf(2);
  const [owner, helper] = workers as [IdleWorker, IdleWorker];
  const first = run("A01");
  await turn();
  for (let i = 0; i < 2; i++) await owner.ask();
  const second = run("A02");
  await turn();
  expect(owner.offer).toMatchObject({ groups: 0 });
  await helper.end();
  await helper.end();
  expect(helper.kinds).toEqual(["help", "help", "run"]);
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
