/** Wells as tasks of arrays that a command of the user's runs (Node only): Kubernetes, AWS Batch, other schedulers. */
export { type ArrayRunnerOptions, array, arrayRunner } from "./array-runner.ts";
