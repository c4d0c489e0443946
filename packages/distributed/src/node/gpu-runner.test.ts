import type { RunnerOptions, WellResult, WellTask, WorkerEvent } from "@ohcs/context";
import { expect, test } from "vitest";
import { gpuRunner } from "./gpu-runner.ts";

const never = new AbortController().signal;
const startup = { modules: {}, roots: {}, runId: "r" };
const adapters = ["first", "second"].map((id) => ({ id, name: id, slots: 1 }));

/** GPUs whose wells end when a test says so, or when they are aborted. */
function gpus() {
  const running: { task: WellTask; end: (status: WellResult["status"]) => void }[] = [];
  const counts = { started: 0, closed: 0 };
  let report: RunnerOptions["onEvent"] = () => undefined;
  const start = ({ onEvent }: RunnerOptions) => {
    counts.started++;
    report = onEvent;
    return {
      run: (task: WellTask, signal: AbortSignal) =>
        new Promise<WellResult>((resolve) => {
          const end = (status: WellResult["status"]) => resolve({ wellId: task.wellId, status } as WellResult);
          signal.addEventListener("abort", () => end("cancelled"));
          running.push({ task, end });
        }),
      close: async () => void counts.closed++,
    };
  };
  const runner = gpuRunner({ adapters, workers: { start } });
  return { runner, running, counts, report: (event: WorkerEvent) => report(event) };
}

const taskFor = (wellId: string, adapter: string) =>
  ({ wellId, context: "", gpu: { adapter, name: adapter, fallback: null } }) as unknown as WellTask;

test("a well runs on the GPU that it names, or on another one that is free, which its task then names", async () => {
  const { runner, running } = gpus();
  const sessions = await Promise.all([1, 2].map(() => runner.start({ width: 1, startup, onEvent: () => undefined })));
  const wells = sessions.map((session, i) => session.run(taskFor(`A0${i}`, "second"), never));
  expect(running.map(({ task }) => task.gpu?.adapter)).toEqual(["second", "first"]);
  for (const { end } of running) end("success");
  await Promise.all(wells);
  const [unknown] = sessions;
  void unknown?.run(taskFor("A03", "of another machine"), never);
  expect(running.at(-1)?.task.gpu).toEqual({ adapter: "first", name: "first", fallback: null });
});

test("sessions of a run share their processes: each gets the events of its own well, ends that alone, and the last one closes them", async () => {
  const { runner, running, counts, report } = gpus();
  const heard: string[][] = [[], []];
  const sessions = await Promise.all(
    heard.map((own) => runner.start({ width: 1, startup, onEvent: (event) => void own.push(event.type) })),
  );
  const wells = sessions.map((session, i) => session.run(taskFor(`A0${i}`, "first"), never));
  report({ type: "log", well: "A01", level: "info", text: "" });
  expect(heard).toEqual([[], ["log"]]);
  await sessions[0]?.close();
  expect([(await wells[0])?.status, counts]).toEqual(["cancelled", { started: 1, closed: 0 }]);
  running[1]?.end("success");
  expect((await wells[1])?.status).toBe("success");
  await sessions[1]?.close();
  expect(counts.closed).toBe(1);
  await runner.start({ width: 1, startup, onEvent: () => undefined });
  expect(counts.started).toBe(2);
});
