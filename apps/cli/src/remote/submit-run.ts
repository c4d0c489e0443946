import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Choice } from "@ohcs/context";
import type { ConfigFlags } from "../commands/command-options.ts";
import { soundConfig } from "../config/sound-config.ts";
import { fail } from "../errors.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { installed } from "./installed.ts";

/** How long a mistake may take to show, ms. */
const FIRST_MS = 5_000;
const POLL_MS = 250;

/**
 * Starts this program once more as `ohcs run`, with a log in place of the terminal: in the background of this machine, or with the
 * runner slurm as a job that has the next one go on when its tasks are over.
 * @throws `SUBMIT_FAILED` where it ends with an error at once, `COMPILE_FAILED` where the configuration has mistakes
 */
export async function submitRun(values: ConfigFlags, session: Session): Promise<Outcome> {
  const { argv, directory } = session;
  const { runner } = (await soundConfig(values, directory, null)).config;
  const log = join(directory, `ohcs-run-${new Date().toISOString().replaceAll(/[-:]|\..*/g, "")}.log`);
  const [program = ""] = process.argv.slice(1);
  const command = [process.execPath, program, "run", ...argv.slice(1).filter((one) => one !== "--json")];
  const options = optionsOfSlurm(runner);
  return options === null ? inBackground(command, log, directory) : asJob(command, log, options);
}

async function inBackground([node = "", ...args]: readonly string[], log: string, cwd: string): Promise<Outcome> {
  const file = await open(log, "ax");
  const child = spawn(node, args, { cwd, detached: true, stdio: ["ignore", file.fd, file.fd] });
  const ended = once(child, "exit").then(([code]) => Number(code));
  const early = await Promise.race([ended, sleep(FIRST_MS, null, { ref: false })]);
  await file.close();
  child.unref();
  if (early !== null && early !== EXIT.success) throw await failed(`exit code ${early}`, log);
  const text = `runs as process ${child.pid}; what it prints goes to ${log}\n`;
  return { exitCode: EXIT.success, json: { pid: child.pid, log, isOver: early !== null }, text: () => text };
}

async function asJob(command: readonly string[], log: string, sbatch: readonly string[]): Promise<Outcome> {
  const { driverState, submitDriver } = await installed(import("@ohcs/distributed/slurm"));
  const job = await submitDriver({ command, log, sbatch });
  let state = await driverState(job);
  for (const end = performance.now() + FIRST_MS; performance.now() < end && !/FAILED|COMPLETED/.test(state); ) {
    await sleep(POLL_MS);
    state = await driverState(job);
  }
  if (state === "FAILED") throw await failed("an error", log);
  const text = `Slurm runs it as job ${job}, and others after it; what they print goes to ${log}\n`;
  return { exitCode: EXIT.success, json: { job, log, state }, text: () => text };
}

async function failed(got: string, log: string): Promise<Error> {
  const text = (await readFile(log, "utf8").catch(() => "")).trim();
  return fail("SUBMIT_FAILED", `Cannot submit the run: expected it to keep running, got ${got}\n${text}`, {
    details: { log },
  });
}

/** More options of `sbatch`, for drivers as for tasks; null for other runners. */
function optionsOfSlurm(runner: Choice | null): readonly string[] | null {
  const { use, with: options = {} } = typeof runner === "string" ? { use: runner } : (runner ?? { use: "" });
  if (use !== "slurm") return null;
  return Array.isArray(options.sbatch) ? options.sbatch.map(String) : [];
}
