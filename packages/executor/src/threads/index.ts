/** Runs wells in worker threads (Node only). */
export { type ThreadsRunnerOptions, threadsRunner } from "./threads-runner.ts";
