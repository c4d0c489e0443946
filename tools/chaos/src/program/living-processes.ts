import { readdir, readFile } from "node:fs/promises";

const LOOK_AGAIN_MS = 10;

/** Processes of a group that run still; those that are dead and wait for somebody to ask are not counted. Linux only. */
export async function livingProcesses(group: number): Promise<readonly number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(async (pid) => ((await isLiving(pid, group)) ? [Number(pid)] : [])));
  return found.flat();
}

/** Waits until no process of the group runs any more, at most `ms`; returns those that do. */
export async function untilGone(group: number, ms: number): Promise<readonly number[]> {
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
