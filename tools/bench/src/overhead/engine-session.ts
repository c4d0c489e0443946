import type { RunnerSession, WellTask, WorkerStartup } from "@ohcs/context";
import { elapsed } from "../statistics/rounds.ts";
import type { Contestant } from "./added-times.ts";
import type { Runtime } from "./runtime.ts";

/** One worker of ours, opened once: wells from their wire form to their results. */
export async function openEngineSession(
  { runner }: Runtime,
  startup: Omit<WorkerStartup, "runId">,
  tasks: readonly WellTask[],
): Promise<Contestant> {
  const options = { width: 1, startup: { ...startup, runId: "bench" }, onEvent: () => undefined };
  const session = await runner().start(options);
  return {
    msPerWell: async () => (await elapsed(() => runAll(session, tasks))) / tasks.length,
    close: () => session.close(),
  };
}

async function runAll(session: RunnerSession, tasks: readonly WellTask[]): Promise<void> {
  const { signal } = new AbortController();
  for (const task of tasks) {
    const { status, error } = await session.run(task, signal);
    if (status !== "success") throw new Error(`Cannot measure '${task.wellId}': ${error?.message ?? status}`);
  }
}
