import { quoted, slurm, submitScript } from "./slurm-commands.ts";

/** A driver that is a job of Slurm itself, and ends where it would wait: the next one begins when its tasks are over. */
export interface Relay {
  /** The job that it is. */
  readonly job: string;
  /** Its own command line, which goes on with the run. */
  readonly command: readonly string[];
  readonly log: string;
}

/** A job of Slurm that begins a run, or goes on with it. */
export interface DriverJob {
  readonly command: readonly string[];
  readonly log: string;
  /** More options of `sbatch`. */
  readonly sbatch: readonly string[];
  /** Jobs that are over before it begins. @default none */
  readonly after?: readonly string[];
}

/** Holds the file for what drivers print. */
const VARIABLE = "OHCS_SLURM_RELAY";
/** What goes on takes the output from the driver before it, which has ended by then. */
const GOES_ON = ["--resume", "--steal-lock"];

/** Null for a process that waits for its tasks. */
export function relayOf(environment = process.env, argv: readonly string[] = process.argv): Relay | null {
  const { SLURM_JOB_ID: job, [VARIABLE]: log } = environment;
  if (log === undefined || job === undefined) return null;
  const more = GOES_ON.filter((flag) => !argv.includes(flag));
  return { job, log, command: [process.execPath, ...argv.slice(1), ...more] };
}

/** Submits a driver as a relay; returns the number of its job. @throws `SLURM_FAILED` */
export async function submitDriver({ command, log, sbatch, after = [] }: DriverJob): Promise<string> {
  const dependency = after.length === 0 ? [] : [`--dependency=afterany:${after.join(":")}`];
  const args = ["--job-name=ohcs-driver", "--open-mode=append", `--output=${log}`, ...dependency, ...sbatch];
  return submitScript(args, `#!/bin/sh\nexport ${VARIABLE}=${quoted([log])}\nexec ${quoted(command)}\n`);
}

/** The state of such a job, as `squeue` names it; empty where it is long over. @throws `SLURM_FAILED` */
export async function driverState(job: string): Promise<string> {
  return (await slurm("squeue", ["-h", "-j", job, "-t", "all", "-o", "%T"])).trim();
}
