import { type Dirent, existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { TEMPORARY_SUFFIX } from "../paths/virtual-path.ts";
import { storageError, systemCode } from "./storage-error.ts";

/** The part of a folder that is not swept. */
export interface SweepOptions {
  /** An absolute folder whose temporary files may still be in use. */
  readonly except?: string;
  /** Only files that were not changed for this long are swept, ms: younger ones may be of writers on other machines. @default 0 */
  readonly olderThanMs?: number;
}

/**
 * Removes temporary files that killed writers left below `root` (an absolute folder): `.<name>.<pid>-<n>.ohcs-tmp`,
 * files and folders. Call it only while there are no writers, that is, under the run's lock, or with an age. Returns how many were
 * removed; none where `root` does not exist.
 * @throws `STORAGE_DENIED`, `STORAGE_FAILED`
 */
export async function sweepTemporaries(root: string, options: SweepOptions = {}): Promise<number> {
  const { except, olderThanMs = 0 } = options;
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const isSwept = ({ parentPath }: Dirent) => except === undefined || resolve(parentPath) !== resolve(except);
    const temporary = entries.filter((entry) => isTemporary(entry.name) && isSwept(entry));
    const paths = temporary.map(({ parentPath, name }) => join(parentPath, name));
    const left = olderThanMs === 0 ? paths : await oldAmong(paths, olderThanMs);
    for (const path of left) await rm(path, { recursive: true, force: true });
    return left.length;
  } catch (error) {
    // A folder vanished while it was read: another process also removes temporary files.
    if (systemCode(error) === "ENOENT") return existsSync(root) ? sweepTemporaries(root, options) : 0;
    throw storageError(error, "delete", root);
  }
}

async function oldAmong(paths: readonly string[], ms: number): Promise<readonly string[]> {
  const times = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Number.POSITIVE_INFINITY,
      ),
    ),
  );
  return paths.filter((_, i) => Date.now() - (times[i] ?? 0) > ms);
}

/** Is this the name of a file that is being written? */
export function isTemporary(name: string): boolean {
  return name.startsWith(".") && name.endsWith(TEMPORARY_SUFFIX);
}
