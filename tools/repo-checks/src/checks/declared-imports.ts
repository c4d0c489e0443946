import { builtinModules } from "node:module";
import type { Problem } from "../problem.ts";
import { importsOf } from "../repository/imports-of.ts";
import { packageOf } from "../repository/package-of.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import { sourcesOf, type WorkspacePackage, workspacePackages } from "../repository/workspace-package.ts";

/**
 * Sources import what `dependencies` lists and nothing else; tests may use `devDependencies`; every listed package is
 * used.
 */
export function declaredImports(files: RepositoryFiles): Problem[] {
  return workspacePackages(files).flatMap((workspacePackage) => [
    ...undeclaredIn(workspacePackage),
    ...idleIn(workspacePackage),
  ]);
}

function undeclaredIn(workspacePackage: WorkspacePackage): Problem[] {
  const { manifest, files } = workspacePackage;
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  const shipped = new Set([
    manifest.name,
    ...Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }),
  ]);
  const anywhere = new Set([...shipped, ...Object.keys(manifest.devDependencies ?? {})]);
  const sources = new Set(sourcesOf(workspacePackage).map(([path]) => path));
  return [...files].flatMap(([path, text]) => {
    if (!path.endsWith(".ts")) return [];
    const [declared, list] = sources.has(path) ? [shipped, "dependencies"] : [anywhere, "devDependencies"];
    return packagesImported(path, text)
      .filter((name) => !declared.has(name))
      .map((name) => ({ path, message: `expected '${name}' to be listed in ${list}` }));
  });
}

/** A listed package counts as used when a source names it, in an import or in a string (a module reference, say). */
function idleIn(workspacePackage: WorkspacePackage): Problem[] {
  const { folder, manifest } = workspacePackage;
  const texts = sourcesOf(workspacePackage).map(([, text]) => text);
  return Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    .filter((name) => !texts.some((text) => text.includes(`"${name}"`) || text.includes(`"${name}/`)))
    .map((name) => ({ path: `${folder}/package.json`, message: `no source uses the dependency '${name}'` }));
}

function packagesImported(path: string, text: string): string[] {
  const bare = importsOf(path, text).filter(({ specifier }) => !/^(\.|\/|node:)/.test(specifier));
  return [...new Set(bare.map(({ specifier }) => packageOf(specifier)))].filter(
    (name) => !builtinModules.includes(name),
  );
}
