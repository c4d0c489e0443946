import type { Dirent } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { TEMPORARY_SUFFIX } from "../paths/virtual-path.ts";
import { storageError, systemCode } from "./storage-error.ts";

/** What of a folder is left alone. */
export interface SweepOptions {
  /** An absolute folder whose temporary files somebody may be writing now. */
  readonly except?: string;
}

/**
 * Removes what killed writers left below `root` (an absolute folder): `.<name>.<pid>-<n>.ohcs-tmp`. Only while nobody
 * writes there, that is, under the run's lock. Returns how many files were removed; none where `root` does not exist.
 * @throws `STORAGE_DENIED`, `STORAGE_FAILED`
 */
export async function sweepTemporaries(root: string, { except }: SweepOptions = {}): Promise<number> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const isSwept = ({ parentPath }: Dirent) => except === undefined || resolve(parentPath) !== resolve(except);
    const temporary = entries.filter((entry) => entry.isFile() && isTemporary(entry.name) && isSwept(entry));
    for (const entry of temporary) await rm(join(entry.parentPath, entry.name), { force: true });
    return temporary.length;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return 0;
    throw storageError(error, "delete", root);
  }
}

/** Is this the name of a file that is being written? */
export function isTemporary(name: string): boolean {
  return name.startsWith(".") && name.endsWith(TEMPORARY_SUFFIX);
}
