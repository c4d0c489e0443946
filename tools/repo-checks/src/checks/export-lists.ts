import ts from "typescript";
import type { Problem } from "../problem.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import { sourcesOf, workspacePackages } from "../repository/workspace-package.ts";

/** An `index.ts` names what it exports by hand, under a comment that describes the module. */
export function exportLists(files: RepositoryFiles): Problem[] {
  return workspacePackages(files)
    .flatMap(sourcesOf)
    .filter(([path]) => path.endsWith("/index.ts"))
    .flatMap(([path, text]) => [...wildcards(path, text), ...uncommented(path, text)]);
}

function wildcards(path: string, text: string): Problem[] {
  return ts
    .createSourceFile(path, text, ts.ScriptTarget.Latest)
    .statements.filter((node) => ts.isExportDeclaration(node) && node.exportClause === undefined)
    .map(() => ({ path, message: "expected a list of names, got 'export *'" }));
}

function uncommented(path: string, text: string): Problem[] {
  return text.startsWith("/**")
    ? []
    : [{ path, message: "expected the file to begin with a '/** … */' module comment" }];
}
