import { posix } from "node:path";
import {
  type Problem,
  type RepositoryFiles,
  type WorkspacePackage,
  workspaceNamesIn,
  workspacePackages,
} from "../repository/repository-files.ts";

/** The project references that `tsc -b` follows match the package manifests, and the root lists every package. */
export function projectReferences(files: RepositoryFiles): Problem[] {
  // A package that only lists dependencies has no project.
  const packages = workspacePackages(files).filter(({ files }) =>
    [...files.keys()].some((path) => path.endsWith(".ts")),
  );
  const folderOf = new Map(packages.map(({ folder, manifest }) => [manifest.name, folder]));
  const projectsOf = (names: string[]) => names.map((name) => `${folderOf.get(name)}/tsconfig.src.json`);
  const expectedIn = ({ folder, manifest }: WorkspacePackage): [string, string[]][] => {
    const { dependencies, peerDependencies, devDependencies } = manifest;
    const shipped = projectsOf(workspaceNamesIn({ ...dependencies, ...peerDependencies }));
    const tested = projectsOf(workspaceNamesIn({ ...dependencies, ...peerDependencies, ...devDependencies }));
    return [
      [`${folder}/tsconfig.src.json`, shipped],
      [`${folder}/tsconfig.json`, [`${folder}/tsconfig.src.json`, ...tested]],
    ];
  };
  const expected: [string, string[]][] = [
    ["tsconfig.json", packages.map(({ folder }) => folder)],
    ...packages.flatMap(expectedIn),
  ];
  return expected.flatMap(([path, references]) => compared(path, references.sort(), referencesIn(path, files)));
}

function referencesIn(path: string, files: RepositoryFiles): string[] {
  const { references = [] }: { references?: { path: string }[] } = JSON.parse(files.get(path) ?? "{}");
  return references.map((reference) => posix.join(posix.dirname(path), reference.path)).sort();
}

function compared(path: string, expected: string[], got: string[]): Problem[] {
  if (expected.join() === got.join()) return [];
  return [{ path, message: `expected references to [${expected.join(", ")}], got [${got.join(", ")}]` }];
}
