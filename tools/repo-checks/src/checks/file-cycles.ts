import { posix } from "node:path";
import type { Problem } from "../problem.ts";
import { findCycles } from "../repository/find-cycles.ts";
import { importsOf } from "../repository/imports-of.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import { sourcesOf, workspacePackages } from "../repository/workspace-package.ts";

/** No file of a package imports itself through others, types included. */
export function fileCycles(files: RepositoryFiles): Problem[] {
  return workspacePackages(files).flatMap((workspacePackage) => {
    const edges = sourcesOf(workspacePackage).map(([path, text]): [string, string[]] => [
      path,
      importsOf(text)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => posix.join(posix.dirname(path), specifier)),
    ]);
    return findCycles(new Map(edges)).map((cycle) => ({
      path: cycle[0] ?? workspacePackage.folder,
      message: `cycle ${cycle.join(" → ")}`,
    }));
  });
}
