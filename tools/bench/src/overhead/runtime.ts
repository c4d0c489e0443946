import type { WellRunner } from "@ohcs/context";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";

/** Where wells run, and the equivalent for Tinypool's tasks. */
export interface Runtime {
  readonly name: "threads" | "processes";
  readonly tinypool: "worker_threads" | "child_process";
  readonly runner: () => WellRunner;
}

export const RUNTIMES: readonly Runtime[] = [
  { name: "threads", tinypool: "worker_threads", runner: () => threadsRunner() },
  { name: "processes", tinypool: "child_process", runner: () => processesRunner() },
];
