import { accessSync, constants } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** Open to all users, and the same for all jobs: batch systems give each job a temporary folder of its own. */
const SHARED = "/var/tmp";

/**
 * The folder by which the runs of this machine share GPUs if nobody names one. It is named for the host, since containers and
 * network disks may show one folder to several.
 */
export function machineFolder(): string {
  return join(isWritable(SHARED) ? SHARED : tmpdir(), `ohcs-gpus-${hostname()}`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
