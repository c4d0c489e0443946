import { spawn } from "node:child_process";
import { fail } from "../errors.ts";

/** A task of an array as `squeue` shows it. */
export interface SlurmTask {
  readonly array: string;
  readonly index: number;
  readonly state: string;
  readonly reason: string;
}

/** Runs a command of Slurm. @throws `SLURM_FAILED` with what it says */
export async function slurm(command: string, args: readonly string[], input = ""): Promise<string> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk));
  // A command that does not read ends before it has taken all.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const end = await new Promise<number | Error | null>((resolve) => {
    child.on("error", resolve);
    child.on("close", resolve);
  });
  if (end === 0) return said.out;
  const got = end instanceof Error ? end.message : said.err.trim() || `exit code ${end}`;
  throw fail("SLURM_FAILED", `Cannot run '${command}': expected it to succeed, got '${got}'`, {
    details: { command, args: [...args] },
  });
}

/** Submits a script; returns the number of its job. @throws `SLURM_FAILED` */
export async function submitScript(args: readonly string[], script: string): Promise<string> {
  const out = await slurm("sbatch", ["--parsable", ...args], script);
  return out.trim().split(";")[0] ?? "";
}

/** A command for a POSIX shell. */
export function quoted(command: readonly string[]): string {
  return command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
}

/** Tasks of these arrays that wait or run. Arrays that are over are unknown to Slurm after a while. @throws `SLURM_FAILED` where it does not answer */
export async function tasksOf(arrays: readonly string[]): Promise<readonly SlurmTask[]> {
  if (arrays.length === 0) return [];
  const args = ["-h", "-r", "-j", arrays.join(","), "-o", "%F|%K|%T|%r"];
  const out = await slurm("squeue", args).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes("Invalid job id")) return null;
    throw error;
  });
  if (out !== null) return out.split("\n").filter(Boolean).map(taskIn);
  if (arrays.length === 1) return [];
  return (await Promise.all(arrays.map((array) => tasksOf([array])))).flat();
}

/** The most tasks of an array, as the cluster is configured. @throws `SLURM_FAILED` */
export async function mostTasks(): Promise<number> {
  const found = /MaxArraySize\s*=\s*(\d+)/.exec(await slurm("scontrol", ["show", "config"]));
  return Number(found?.[1] ?? USUAL_MOST_TASKS);
}

const USUAL_MOST_TASKS = 1001;

function taskIn(line: string): SlurmTask {
  const [array = "", index = "", state = "", reason = ""] = line.split("|");
  return { array, index: Number(index), state, reason };
}
