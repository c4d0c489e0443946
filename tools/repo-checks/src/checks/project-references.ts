import { posix } from "node:path";
import { findCycles } from "../repository/find-cycles.ts";
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

/** The packages depend on each other as drawn, and test dependencies make no cycle either. */
export function packageGraph(files: RepositoryFiles, drawn: Readonly<Record<string, readonly string[]>>): Problem[] {
  const packages = workspacePackages(files);
  const missing = Object.keys(drawn).filter((name) => !packages.some(({ manifest }) => manifest.name === name));
  const edges = packages.flatMap(({ folder, manifest }) => {
    const path = `${folder}/package.json`;
    const expected = drawn[manifest.name];
    if (!expected) return { path, message: `expected '${manifest.name}' to be drawn in the architecture` };
    const got = workspaceNamesIn(manifest.dependencies);
    return got.join() === [...expected].sort().join()
      ? []
      : { path, message: `expected dependencies on [${expected.join(", ")}], got [${got.join(", ")}]` };
  });
  return [
    ...missing.map((name) => ({ path: "packages", message: `expected the drawn package '${name}' to exist` })),
    ...edges,
    ...cyclesWithTests(files),
  ];
}

function cyclesWithTests(files: RepositoryFiles): Problem[] {
  const edges = workspacePackages(files).map(({ manifest }): [string, string[]] => [
    manifest.name,
    [...workspaceNamesIn(manifest.dependencies), ...workspaceNamesIn(manifest.devDependencies)],
  ]);
  return findCycles(new Map(edges)).map((cycle) => ({ path: "packages", message: `cycle ${cycle.join(" → ")}` }));
}
