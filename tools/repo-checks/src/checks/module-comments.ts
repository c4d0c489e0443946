import type { Problem } from "../problem.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import { sourcesOf, workspacePackages } from "../repository/workspace-package.ts";

/** An `index.ts` begins with a comment that describes the module. */
export function moduleComments(files: RepositoryFiles): Problem[] {
  return workspacePackages(files)
    .flatMap(sourcesOf)
    .filter(([path, text]) => path.endsWith("/index.ts") && !text.startsWith("/**"))
    .map(([path]) => ({ path, message: "expected the file to begin with a '/** … */' module comment" }));
}
