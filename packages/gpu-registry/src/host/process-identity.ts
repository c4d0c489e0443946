import { readFile } from "node:fs/promises";

/** A process of this machine, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the kernel's ticks since boot; null where that cannot be learnt. */
  readonly startTime: string | null;
  /** Which boot of the machine; null where that cannot be learnt. */
  readonly boot: string | null;
}

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const [startTime, boot] = await Promise.all([startTimeOf(process.pid), bootId()]);
  return { pid: process.pid, startTime, boot };
}

/** Does this very process still run? A process of another user counts as well as one's own. */
export async function isRunning({ pid, startTime, boot }: ProcessIdentity): Promise<boolean> {
  return isAlive(pid) && boot === (await bootId()) && startTime === (await startTimeOf(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function startTimeOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The command in parentheses may contain anything; the start time is the 20th field after it.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

async function bootId(): Promise<string | null> {
  const id = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => null);
  return id?.trim() ?? null;
}
