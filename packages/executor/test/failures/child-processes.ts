import { readdirSync, readFileSync } from "node:fs";

/** Running processes that this one started; null if the system does not report them. */
export function childProcesses(): readonly number[] | null {
  try {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.filter((pid) => parentOf(pid) === process.pid).map(Number);
  } catch {
    return null;
  }
}

/** Null for a process that is gone, or dead and not yet asked for. */
function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? null : Number(parent);
  } catch {
    return null;
  }
}
