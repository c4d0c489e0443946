/** Wells by Slurm (Node only), through its command line. */
export { type DriverJob, driverState, submitDriver } from "./relay.ts";
export type { SlurmRunnerOptions } from "./slurm-engine.ts";
export { slurm, slurmRunner } from "./slurm-runner.ts";
