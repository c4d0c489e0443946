import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * When a run last wrote anything into its `.ohcs/`, ISO 8601: a file there, or a folder that got a new record; null where nothing
 * can be read. Looking, and being refused the lock, changes nothing there.
 */
export async function lastSignOfLife(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(names.map((name) => changedAt(join(folder, name))));
  const newest = Math.max(...times);
  return Number.isFinite(newest) ? new Date(newest).toISOString() : null;
}

/** What vanishes meanwhile counts for nothing. */
function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NEGATIVE_INFINITY,
  );
}
