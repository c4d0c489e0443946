import { readFile } from "node:fs/promises";

/**
 * When a process started, as its kernel says it, or null where that cannot be learnt: with the pid it names a process
 * even after the number was given to another.
 */
export async function processStartTime(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The command in parentheses may contain anything; the start time is the 20th field after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
