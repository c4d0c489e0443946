import { builtinModules } from "node:module";
import { importsOf } from "../repository/imports-of.ts";
import {
  type Problem,
  packageOf,
  type RepositoryFiles,
  sourcesOf,
  type WorkspacePackage,
  workspacePackages,
} from "../repository/repository-files.ts";

/**
 * Sources import what `dependencies` lists and nothing else; tests may use `devDependencies`; every listed package is
 * used. Files are named by their own extension: what compiles as `.js` would not run from source.
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
    const specifiers = importsOf(text);
    return [
      ...packagesIn(specifiers)
        .filter((name) => !declared.has(name))
        .map((name) => ({ path, message: `expected '${name}' to be listed in ${list}` })),
      ...specifiers
        .filter((specifier) => /^\..*\.js$/.test(specifier))
        .map((specifier) => ({ path, message: `expected '${specifier}' to end with .ts` })),
    ];
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

function packagesIn(specifiers: readonly string[]): string[] {
  const bare = specifiers.filter((specifier) => !/^(\.|\/|node:)/.test(specifier));
  return [...new Set(bare.map(packageOf))].filter((name) => !builtinModules.includes(name));
}
