import { join } from "node:path";
import { normalizeVirtualPath } from "@ohcs/filemanager";

/**
 * The file at a virtual path below `root`. Paths stand in the files of runs, which may come from anybody.
 * @throws `PATH_OUTSIDE_ROOT`
 */
export function pathInside(root: string, path: string): string {
  return join(root, normalizeVirtualPath(path));
}
