import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe } from "vitest";

export const { SLURM_CONF = "" } = process.env;

/** Tests that need Slurm; where there is none, one line says what is left out. */
export function describeWithSlurm(name: string, tests: () => void): void {
  if (SLURM_CONF === "")
    process.stderr.write(`LEFT OUT: ${name} needs Slurm; .ci/services starts one and sets SLURM_CONF\n`);
  describe.skipIf(SLURM_CONF === "")(name, tests);
}

const SETTINGS = { slots: 1, wellsPerTask: 5, pollMs: 100, lookMs: 500, graceMs: 1_000 };

/** A command line that runs a counted plate by Slurm. */
export function slurmRun(more = {}): readonly string[] {
  const options = JSON.stringify({ ...SETTINGS, ...more });
  return ["run", "tiny", "-p", "p.ts", "-o", "out", "--runner", "slurm", "--runner-with", options];
}

/** A command of Slurm, and what it prints. */
export async function slurm(command: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(command, args)).stdout;
}

/** Tasks that wait or run, as `job|state|folder`: those that were submitted in a folder, or all. */
export async function tasks(folder = ""): Promise<readonly string[]> {
  return (await slurm("squeue", "-h", "-r", "-o", "%i|%T|%Z"))
    .split("\n")
    .filter((line) => line.endsWith(`|${folder}`) || (folder === "" && line !== ""));
}
