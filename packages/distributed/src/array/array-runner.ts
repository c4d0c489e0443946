import { defineRunner, type WellRunner } from "@ohcs/context";
import { REMOTE_OPTIONS, type RemoteRunnerOptions, remoteRunner } from "../session/remote-runner.ts";
import { ArrayEngine } from "./array-engine.ts";

export interface ArrayRunnerOptions extends RemoteRunnerOptions {
  /** Wells of a task. @default 24 */
  readonly wellsPerTask?: number;
  /**
   * What runs an array of tasks, with its arguments, and ends when all of them are over. It finds the file for `ohcs worker --chunks` in
   * `OHCS_CHUNKS`, the number of tasks in `OHCS_TASKS`, and the class of machines, `cpu` or `gpu`, in `OHCS_CLASS`. For the same file it may be
   * begun again, and SIGTERM is to end the tasks. @default none: the run says what is to be started, and waits for it
   */
  readonly command?: readonly string[];
}

const WELLS_PER_TASK = 24;

/** Runs wells as tasks of arrays on whatever has them: indexed jobs of Kubernetes, arrays of AWS Batch, processes of a shell. */
export function arrayRunner(options: ArrayRunnerOptions = {}): WellRunner {
  const place = { wellsPerTask: options.wellsPerTask ?? WELLS_PER_TASK, command: options.command ?? null };
  return remoteRunner("array", options, (start) => ArrayEngine.open(place, start));
}

/** The runner `array`, to be named by its module. */
export const array = defineRunner<ArrayRunnerOptions>({
  name: "array",
  version: "1.0.0",
  options: { wellsPerTask: "count", command: "texts", ...REMOTE_OPTIONS },
  create: arrayRunner,
});
