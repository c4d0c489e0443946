import type { Problem, RepositoryFiles } from "../repository/repository-files.ts";

/** Folder names for kinds of files, which should be subjects. */
const KINDS = new Set([
  "common",
  "helper",
  "helpers",
  "internal",
  "lib",
  "misc",
  "shared",
  "type",
  "types",
  "util",
  "utils",
]);

/** Folders are named for subjects (`plate`, `pipeline`), never for kinds (`utils`, `types`). */
export function folderNames(files: RepositoryFiles): Problem[] {
  const folders = new Set([...files.keys()].map((path) => path.slice(0, Math.max(0, path.lastIndexOf("/")))));
  return [...folders].flatMap((path) => {
    const kind = path.split("/").find((segment) => KINDS.has(segment));
    return kind ? [{ path, message: `expected a folder named for a subject, got '${kind}'` }] : [];
  });
}
