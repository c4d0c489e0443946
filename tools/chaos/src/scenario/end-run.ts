import { readdir, readFile } from "node:fs/promises";
import type { Ended, Program } from "../program/start-program.ts";
import type { Ending } from "./scenario.ts";

const LOOK_AGAIN_MS = 10;

/** Running processes of a group; zombies are not counted. Linux only. */
async function livingProcesses(group: number): Promise<readonly number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(async (pid) => ((await isLiving(pid, group)) ? [Number(pid)] : [])));
  return found.flat();
}

/** Waits at most `ms` until no process of the group is running; returns those that are. */
async function untilGone(group: number, ms: number): Promise<readonly number[]> {
  const end = performance.now() + ms;
  for (;;) {
    const living = await livingProcesses(group);
    if (living.length === 0 || performance.now() > end) return living;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function isLiving(pid: string, group: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return false;
  // The command in parentheses may contain anything; state, parent and group follow it.
  const [state, , processGroup] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(processGroup) === group && state !== "Z" && state !== "X";
}

/** The exit codes of runs that end gracefully on a signal, as shells expect them; others are killed. */
export const EXIT_CODES: Readonly<Partial<Record<Ending, number>>> = {
  interrupt: 130,
  interruptTwice: 130,
  interruptGroup: 130,
  terminateGroup: 143,
};

export interface RunEnd extends Ended {
  /** Was the run still running when it was ended? */
  readonly met: boolean;
  /** Time from the end of the parent until no process of the run was left, ms. */
  readonly orphanMs: number;
  readonly left: readonly number[];
}

const SIGNALS: Readonly<Record<Ending, { readonly signal: NodeJS.Signals; readonly isForAll: boolean }>> = {
  group: { signal: "SIGKILL", isForAll: true },
  parent: { signal: "SIGKILL", isForAll: false },
  interrupt: { signal: "SIGINT", isForAll: false },
  interruptTwice: { signal: "SIGINT", isForAll: false },
  interruptGroup: { signal: "SIGINT", isForAll: true },
  terminateGroup: { signal: "SIGTERM", isForAll: true },
};
const PATIENCE_MS = 30_000;
const BETWEEN_INTERRUPTS_MS = 20;

/** Ends the run and waits until no process of it is left. */
export async function endRun({ pid, ended }: Program, ending: Ending): Promise<RunEnd> {
  const { signal, isForAll } = SIGNALS[ending];
  const met = send(isForAll ? -pid : pid, signal);
  if (ending === "interruptTwice") {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_INTERRUPTS_MS));
    send(pid, "SIGINT");
  }
  const end = await ended;
  const began = performance.now();
  const left = await untilGone(pid, PATIENCE_MS);
  return { ...end, met, left, orphanMs: Math.round(performance.now() - began) };
}

/** False if there is no process left to signal. */
function send(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
