import {
  type Problem,
  type RepositoryFiles,
  type WorkspacePackage,
  workspacePackages,
} from "../repository/repository-files.ts";

const URL = "git+https://github.com/ohcs/ohcs.git";

/** Published packages state where their sources are, and contain declarations when packed. */
export function publishedManifests(files: RepositoryFiles): Problem[] {
  return workspacePackages(files)
    .filter(({ manifest }) => !manifest.private)
    .flatMap((workspacePackage) => [...repositoryProblems(workspacePackage), ...prepackProblems(workspacePackage)]);
}

function repositoryProblems({ folder, manifest: { repository } }: WorkspacePackage): Problem[] {
  const wanted = JSON.stringify({ type: "git", url: URL, directory: folder });
  const got = JSON.stringify(repository);
  if (got === wanted) return [];
  return [{ path: `${folder}/package.json`, message: `expected the repository ${wanted}, got ${got}` }];
}

/** The build makes JavaScript only. */
function prepackProblems({ folder, manifest: { scripts } }: WorkspacePackage): Problem[] {
  if (scripts?.prepack?.startsWith("tsc -b")) return [];
  const got = scripts?.prepack === undefined ? "none" : `'${scripts.prepack}'`;
  return [
    { path: `${folder}/package.json`, message: `expected a script 'prepack' that makes declarations, got ${got}` },
  ];
}
