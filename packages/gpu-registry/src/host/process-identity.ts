import { readFile } from "node:fs/promises";

/** A process of this machine, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the kernel's ticks since boot; null where that cannot be learnt. */
  readonly startTime: string | null;
  /** Which boot of the machine; null where that cannot be learnt. */
  readonly boot: string | null;
}

let own: Promise<ProcessIdentity> | null = null;

/** This process. */
export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= identityOf(process.pid);
  return own;
}

/** Does this very process still run? A process of another user counts as well as one's own. */
export async function isRunning({ pid, startTime, boot }: ProcessIdentity): Promise<boolean> {
  const now = pid === process.pid ? await ownIdentity() : isAlive(pid) && (await identityOf(pid));
  return now !== false && now.boot === boot && now.startTime === startTime;
}

async function identityOf(pid: number): Promise<ProcessIdentity> {
  const [startTime, boot] = await Promise.all([startTimeOf(pid), bootId()]);
  return { pid, startTime, boot };
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
