import { posix } from "node:path";
import { importsOf } from "../repository/imports-of.ts";
import { type Problem, type RepositoryFiles, sourcesOf, workspacePackages } from "../repository/repository-files.ts";

/**
 * A closed folder is imported by its `index.ts` only, and depends on no more of its package than is allowed; types
 * count.
 */
export function closedFolders(files: RepositoryFiles, closed: Readonly<Record<string, readonly string[]>>): Problem[] {
  const edges = workspacePackages(files).flatMap(sourcesOf).flatMap(edgesOf);
  return Object.entries(closed).flatMap(([folder, allowed]) => {
    const isInside = (path: string) => path.startsWith(`${folder}/`);
    const mayReach = (path: string) => allowed.some((one) => reaches(path, posix.join(folder, "..", one)));
    return edges.flatMap(([from, to]) => {
      if (isInside(from) === isInside(to)) return [];
      if (isInside(to) ? to === `${folder}/index.ts` : mayReach(to)) return [];
      const rule = isInside(to)
        ? `only '${folder}/index.ts' may be imported from outside`
        : `'${folder}' may not depend on it`;
      return [{ path: from, message: `imports '${to}': ${rule}` }];
    });
  });
}

function reaches(path: string, allowed: string): boolean {
  return allowed.endsWith("/") ? path.startsWith(allowed) : path === allowed;
}

function edgesOf([path, text]: [path: string, text: string]): [from: string, to: string][] {
  return importsOf(text)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => [path, posix.join(posix.dirname(path), specifier)]);
}
