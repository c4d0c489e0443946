import { findCycles } from "../repository/find-cycles.ts";
import {
  type Problem,
  type RepositoryFiles,
  workspaceNamesIn,
  workspacePackages,
} from "../repository/repository-files.ts";

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
