/** Runs wells in worker threads (Node only). */
export type { MemoryGuard } from "../memory/memory-guard.ts";
export { type ThreadsRunnerOptions, threads, threadsRunner } from "./threads-runner.ts";
