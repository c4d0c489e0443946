/** Runs wells in worker processes (Node only). */
export type { MemoryGuard } from "../memory/memory-guard.ts";
export { type ProcessesRunnerOptions, processes, processesRunner } from "./processes-runner.ts";
