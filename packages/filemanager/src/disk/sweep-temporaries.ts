import { type Dirent, existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { TEMPORARY_SUFFIX } from "../paths/virtual-path.ts";
import { storageError, systemCode } from "./storage-error.ts";

/** The part of a folder that is not swept. */
export interface SweepOptions {
  /** An absolute folder whose temporary files may still be in use. */
  readonly except?: string;
}

/**
 * Removes temporary files that killed writers left below `root` (an absolute folder): `.<name>.<pid>-<n>.ohcs-tmp`,
 * files and folders. Call it only while there are no writers, that is, under the run's lock. Returns how many were
 * removed; none where `root` does not exist.
 * @throws `STORAGE_DENIED`, `STORAGE_FAILED`
 */
export async function sweepTemporaries(root: string, options: SweepOptions = {}): Promise<number> {
  const { except } = options;
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const isSwept = ({ parentPath }: Dirent) => except === undefined || resolve(parentPath) !== resolve(except);
    const temporary = entries.filter((entry) => isTemporary(entry.name) && isSwept(entry));
    for (const entry of temporary) await rm(join(entry.parentPath, entry.name), { recursive: true, force: true });
    return temporary.length;
  } catch (error) {
    // A folder vanished while it was read: another process also removes temporary files.
    if (systemCode(error) === "ENOENT") return existsSync(root) ? sweepTemporaries(root, options) : 0;
    throw storageError(error, "delete", root);
  }
}

/** Is this the name of a file that is being written? */
export function isTemporary(name: string): boolean {
  return name.startsWith(".") && name.endsWith(TEMPORARY_SUFFIX);
}
