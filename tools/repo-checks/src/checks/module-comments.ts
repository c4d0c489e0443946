import { type Problem, type RepositoryFiles, sourcesOf, workspacePackages } from "../repository/repository-files.ts";

/** An `index.ts` begins with a comment that describes the module. */
export function moduleComments(files: RepositoryFiles): Problem[] {
  return workspacePackages(files)
    .flatMap(sourcesOf)
    .filter(([path, text]) => path.endsWith("/index.ts") && !text.startsWith("/**"))
    .map(([path]) => ({ path, message: "expected the file to begin with a '/** … */' module comment" }));
}
