/** Runs wells in worker processes (Node only). */
export { type ProcessesRunnerOptions, processesRunner } from "./processes-runner.ts";
