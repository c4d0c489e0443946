import { builtinModules } from "node:module";
import { posix } from "node:path";
import { importsOf } from "../repository/imports-of.ts";
import { nodeGlobalsIn } from "../repository/node-globals.ts";
import { type Problem, packageOf, type RepositoryFiles, workspacePackages } from "../repository/repository-files.ts";

/** Platform-neutral entries besides `.`; every other subpath may use Node. */
const NEUTRAL_SUBPATHS = new Set([
  "@ohcs/functions/webgpu",
  "@ohcs/gpu-registry/session",
  "@ohcs/filemanager/memory",
  "@ohcs/filemanager/tiff",
  "@ohcs/executor/inline",
  "@ohcs/records/memory",
  "@ohcs/testkit/contexts",
]);

/** Packages that need Node as a whole. */
const NODE_PACKAGES = new Set([
  "@ohcs/distributed",
  "@ohcs/locks",
  "ohcs",
  "@ohcs/cli",
  "@ohcs/bench",
  "@ohcs/repo-checks",
  "@ohcs/example-backend-sqlite",
]);

/** Neutral entries reach no module and no global of Node, not even through another package of the workspace. */
export function neutralEntries(files: RepositoryFiles): Problem[] {
  const entries = sourceEntries(files);
  const clean = new Set<string>();
  return [...entries]
    .filter(([name]) => isNeutral(name))
    .flatMap(([name, entry]) => {
      const chain = chainToNode([entry], entries, files, clean);
      return chain ? [{ path: entry, message: `'${name}' reaches Node: ${chain.join(" → ")}` }] : [];
    });
}

function isNeutral(name: string): boolean {
  const isRoot = packageOf(name) === name;
  return NEUTRAL_SUBPATHS.has(name) || (isRoot && !NODE_PACKAGES.has(name));
}

/** Specifier → source file, for all exports of all packages that have a source condition. */
function sourceEntries(files: RepositoryFiles): Map<string, string> {
  const entries = workspacePackages(files).flatMap(({ folder, manifest }) =>
    Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
      const source = typeof target === "string" ? undefined : target["@ohcs/source"];
      return source ? [[posix.join(manifest.name, subpath), posix.join(folder, source)] as const] : [];
    }),
  );
  return new Map(entries);
}

/** Files of which no import leads to Node are added to `clean`, and not followed again. */
function chainToNode(
  path: readonly string[],
  entries: ReadonlyMap<string, string>,
  files: RepositoryFiles,
  clean: Set<string>,
): readonly string[] | undefined {
  const file = path.at(-1) ?? "";
  if (clean.has(file) || path.indexOf(file) < path.length - 1) return undefined;
  const text = files.get(file) ?? "";
  const [nodeGlobal] = nodeGlobalsIn(file, text);
  if (nodeGlobal) return [...path, nodeGlobal];
  for (const specifier of importsOf(text)) {
    if (isNode(specifier)) return [...path, specifier];
    const next = specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : entries.get(specifier);
    const chain = next && chainToNode([...path, next], entries, files, clean);
    if (chain) return chain;
  }
  clean.add(file);
  return undefined;
}

function isNode(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}
