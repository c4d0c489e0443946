import type { WellTask, WorkerStartup } from "@ohcs/context";
import { afterEach, expect, test, vi } from "vitest";
import type { WorkerControl, WorkerReply, WorkerRequest } from "../protocol.ts";
import { WellTimer } from "../well/well-timer.ts";
import { Slot } from "./slot.ts";
import type { WorkerExit, WorkerKind } from "./worker-handle.ts";

afterEach(() => void vi.useRealTimers());

const task: WellTask = { context: "", wellId: "A01", attempt: 1, deadlineMs: null, contributors: [] };
const READY: WorkerReply = { result: null, events: 0, pending: [], spoiled: false };
const SUCCESS: WorkerReply = { ...READY, result: new WellTimer(task, "fake").ended("success", null) };
const idle = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const never = () => new Promise<never>(() => undefined);

/** A worker that answers as pending, and notes what it was asked and pending. */
class FakeWorker {
  readonly asked: WorkerRequest[] = [];
  readonly pending: WorkerControl[] = [];
  kills = 0;
  exit: (exit: WorkerExit) => void = () => undefined;
  readonly gone = new Promise<WorkerExit>((resolve) => {
    this.exit = resolve;
  });
}

const SIGTERM: WorkerExit = { code: null, signal: "SIGTERM", lastWords: "" };

function slotOf(answer: (request: WorkerRequest) => Promise<WorkerReply>, startup: Partial<WorkerStartup> = {}) {
  const workers: FakeWorker[] = [];
  const kind: WorkerKind = {
    name: "fake",
    counts: null,
    open: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return {
        call: (request) => {
          worker.asked.push(request);
          return answer(request);
        },
        control: (message) => void worker.pending.push(message),
        gone: worker.gone,
        kill: async () => void worker.kills++,
      };
    },
  };
  const listener = { onEvent: () => undefined, onHelp: () => undefined };
  return { slot: new Slot("fake-1", kind, { runId: "test", modules: {}, roots: {}, ...startup }, listener), workers };
}

const answering = async ({ kind }: WorkerRequest) => (kind === "start" ? READY : SUCCESS);
const hanging = async ({ kind }: WorkerRequest) => (kind === "start" ? READY : never());

test("a worker that ends while it has nothing to do costs the next well nothing", async () => {
  const { slot, workers } = slotOf(answering);
  expect((await slot.run(task, idle)).status).toBe("success");
  workers[0]?.exit(SIGTERM);
  await turn();
  expect([slot.isOpen, workers[0]?.kills]).toEqual([false, 1]);
  expect(await slot.run(task, idle)).toMatchObject({ status: "success", error: null });
  expect(workers.map(({ asked }) => asked.map(({ kind }) => kind))).toEqual([
    ["start", "run"],
    ["start", "run"],
  ]);
});

test("a worker that cannot be started is ended", async () => {
  const { slot, workers } = slotOf(() => Promise.reject(new Error("no threads left")));
  await expect(slot.open()).rejects.toThrowError(/Cannot start worker 'fake-1': no threads left/);
  expect(workers.map(({ kills }) => kills)).toEqual([1]);
});

test("a start that hangs ends with the slot, and so does the well that waits for it", async () => {
  const { slot, workers } = slotOf(never);
  const well = slot.run(task, idle);
  await slot.close();
  expect(await well).toMatchObject({ status: "cancelled", error: { code: "WELL_CANCELLED" } });
  expect(workers.map(({ kills }) => kills)).toEqual([1]);
});

test("a start that hangs is given up after a minute", async () => {
  vi.useFakeTimers();
  const { slot, workers } = slotOf(never);
  const opened = slot.open().catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await opened).toBe("Cannot start worker 'fake-1': it was not ready within 60000 ms");
  expect(workers.map(({ kills }) => kills)).toEqual([1]);
});

test("a well that is cancelled while its worker starts never begins", async () => {
  let start: (reply: WorkerReply) => void = () => undefined;
  const starting = new Promise<WorkerReply>((resolve) => {
    start = resolve;
  });
  const { slot, workers } = slotOf(async ({ kind }) => (kind === "start" ? starting : SUCCESS));
  const controller = new AbortController();
  const well = slot.run(task, controller.signal);
  controller.abort();
  start(READY);
  expect(await well).toMatchObject({ status: "cancelled", error: { code: "WELL_CANCELLED" } });
  expect(workers.map(({ asked }) => asked.map(({ kind }) => kind))).toEqual([["start"]]);
  expect((await slot.run(task, idle)).status).toBe("success");
});

test("an abort names the request that it is for", async () => {
  const { slot, workers } = slotOf(hanging);
  const controller = new AbortController();
  void slot.run(task, controller.signal);
  await turn();
  controller.abort();
  const [worker] = workers;
  const request = worker?.asked.find(({ kind }) => kind === "run");
  expect(request).toMatchObject({ kind: "run", id: expect.any(Number) });
  expect(worker?.pending).toEqual([{ kind: "abort", id: request !== undefined && "id" in request && request.id }]);
  await slot.close();
});

test.each([false, true])(
  "a worker that is lost is the error of its well, unless that was cancelled: %s",
  async (isCancelled) => {
    const { slot, workers } = slotOf(hanging);
    const controller = new AbortController();
    const well = slot.run(task, controller.signal);
    await turn();
    if (isCancelled) controller.abort();
    workers[0]?.exit(SIGTERM);
    const lost = { code: "WORKER_EXITED", details: { signal: "SIGTERM" } };
    expect(await well).toMatchObject(
      isCancelled
        ? { status: "cancelled", error: { code: "WELL_CANCELLED", cause: lost } }
        : { status: "error", error: lost },
    );
  },
);

test("a well that a spoiled worker did not run is run by another, which imports nothing early", async () => {
  const expected = ["test:module"];
  const answers = [READY, { ...READY, spoiled: true }, READY, SUCCESS];
  const { slot, workers } = slotOf(async () => answers.shift() ?? READY, { expected });
  expect(await slot.run(task, idle)).toMatchObject({ status: "success", error: null });
  const starts = workers.flatMap(({ asked }) => asked.filter((one) => one.kind === "start"));
  expect(starts.map(({ startup }) => startup.expected)).toEqual([expected, []]);
  expect(workers.map(({ kills }) => kills)).toEqual([1, 0]);
});
