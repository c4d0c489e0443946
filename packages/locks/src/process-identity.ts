import { readFile, readlink } from "node:fs/promises";

/** A process of this machine, distinguished from a later one with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the kernel's ticks since boot; null if unknown. */
  readonly startTime: string | null;
  /** Which boot of the machine; null if unknown. */
  readonly boot: string | null;
  /** Where its pid counts: the kernel's name of its namespace of processes, of a container say; null if unknown. */
  readonly namespace: string | null;
}

/** Zombies and dead processes: their pids are in use until they are reaped, but they hold nothing. */
const ENDED = ["Z", "X", "x"];
const PROC = "/proc";

let own: Promise<ProcessIdentity> | null = null;

export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= Promise.all([statOf(PROC, process.pid), bootId(PROC), namespaceOf(PROC)]).then(([stat, boot, namespace]) => ({
    pid: process.pid,
    startTime: stat?.startTime ?? null,
    boot,
    namespace,
  }));
  return own;
}

/** Can it be looked up here by its pid: is it of this boot of this machine, and not of another container? */
export async function isOfHere({ boot, namespace }: Omit<ProcessIdentity, "pid">): Promise<boolean> {
  const here = await ownIdentity();
  return !differs(boot, here.boot) && !differs(namespace, here.namespace);
}

/**
 * Is this exact process still running? Kernels may hide processes of other users (`hidepid`): a process that exists
 * without readable facts counts as running. `proc` is the kernel's process file system.
 */
export async function isRunning(
  { pid, startTime, boot }: Omit<ProcessIdentity, "namespace">,
  proc = PROC,
): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const [stat, now] = await Promise.all([statOf(proc, pid), bootId(proc)]);
  if (differs(boot, now)) return false;
  return stat === null || !(ENDED.includes(stat.state) || differs(startTime, stat.startTime));
}

/** Does a process with this pid exist, of any user? */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function differs(known: string | null, now: string | null): boolean {
  return known !== null && now !== null && known !== now;
}

/** The kernel's facts about a process: the command in parentheses may contain anything, so the fields after it. */
async function statOf(
  proc: string,
  pid: number,
): Promise<{ readonly state: string; readonly startTime: string } | null> {
  const stat = await readFile(`${proc}/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state = "", startTime] = [fields[0], fields[19]];
  return startTime === undefined ? null : { state, startTime };
}

async function bootId(proc: string): Promise<string | null> {
  const id = await readFile(`${proc}/sys/kernel/random/boot_id`, "utf8").catch(() => null);
  return id?.trim() ?? null;
}

function namespaceOf(proc: string): Promise<string | null> {
  return readlink(`${proc}/self/ns/pid`).catch(() => null);
}
