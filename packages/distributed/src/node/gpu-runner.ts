import type { RunnerOptions, RunnerSession, WellRunner, WellTask, WorkerEvent } from "@ohcs/context";
import type { GpuWorkers } from "@ohcs/executor";

/** The GPUs of a machine that runs wells of others. */
export interface NodeGpus {
  readonly adapters: readonly NodeAdapter[];
  /** Processes that hold them; slots are shared with all other runs of this machine. */
  readonly workers: Pick<GpuWorkers, "start">;
}

/** A GPU, and how many wells it may have at the same time. */
export interface NodeAdapter {
  readonly id: string;
  readonly name: string;
  readonly slots: number;
}

/** What is shared by all sessions of one run. */
interface SharedProcesses {
  readonly processes: Pick<RunnerSession, "run" | "close">;
  readonly listeners: Set<RunnerOptions["onEvent"]>;
}

/** All wells that GPUs of a machine may have at the same time. */
export function slotsOf({ adapters }: NodeGpus): number {
  return adapters.reduce((sum, { slots }) => sum + slots, 0);
}

/**
 * Runs wells on GPUs of this machine, whichever machine they were compiled on: on the adapter that they name, or else one that has
 * the fewest wells. All sessions of one run share its processes, so that each slot of an adapter has one device.
 */
export function gpuRunner({ adapters, workers }: NodeGpus): WellRunner {
  const shared = new Map<string, SharedProcesses>();
  const running = new Map<string, number>();
  const begin = async (task: WellTask, signal: AbortSignal, { processes }: SharedProcesses) => {
    const adapter = freest(adapters, running, task.gpu?.adapter);
    running.set(adapter.id, (running.get(adapter.id) ?? 0) + 1);
    try {
      const gpu = { adapter: adapter.id, name: adapter.name, fallback: null };
      return await processes.run({ ...task, gpu }, signal);
    } finally {
      running.set(adapter.id, (running.get(adapter.id) ?? 1) - 1);
    }
  };
  return {
    specVersion: 1,
    name: "gpus",
    contains: [],
    start: async (options) => {
      const key = JSON.stringify(options.startup);
      const own = shared.get(key) ?? startShared(workers, options);
      shared.set(key, own);
      let well: string | null = null;
      const onEvent = (event: WorkerEvent) => void (event.well === well && options.onEvent(event));
      own.listeners.add(onEvent);
      const closing = new AbortController();
      return {
        width: 1,
        run: (task, signal) => {
          well = task.wellId;
          return begin(task, AbortSignal.any([signal, closing.signal]), own);
        },
        close: async () => {
          closing.abort();
          own.listeners.delete(onEvent);
          if (own.listeners.size > 0) return;
          if (shared.get(key) === own) shared.delete(key);
          await own.processes.close();
        },
      };
    },
  };
}

/** Events go to all sessions, each of which takes those of its well. */
function startShared(workers: NodeGpus["workers"], options: RunnerOptions): SharedProcesses {
  const listeners = new Set<RunnerOptions["onEvent"]>();
  const onEvent: RunnerOptions["onEvent"] = (event) => {
    for (const listener of listeners) listener(event);
  };
  return { listeners, processes: workers.start({ ...options, onEvent }) };
}

/** The one with the fewest wells for each slot; of equal ones that which the well names. */
function freest(
  adapters: readonly NodeAdapter[],
  running: ReadonlyMap<string, number>,
  named: string | undefined,
): NodeAdapter {
  const loadOf = ({ id, slots }: NodeAdapter) => (running.get(id) ?? 0) / slots;
  const [first, ...others] = adapters.toSorted((a, b) => Number(b.id === named) - Number(a.id === named));
  if (first === undefined) throw new RangeError("Cannot choose a GPU: expected at least one, got none");
  return others.reduce((best, other) => (loadOf(other) < loadOf(best) ? other : best), first);
}
