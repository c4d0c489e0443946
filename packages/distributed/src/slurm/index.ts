/** Wells by Slurm (Node only), through its command line. */
export { type SlurmRunnerOptions, slurm, slurmRunner } from "./slurm-runner.ts";
