import type { RepositoryFiles } from "./repository-files.ts";

/** An `exports` entry of a package, in its original order. */
export type ExportTarget = string | Readonly<Record<string, string>>;

/** The part of a package.json that the checks read. */
interface PackageManifest {
  readonly name: string;
  readonly private?: boolean;
  readonly repository?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, ExportTarget>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace with its files, by path from the repository root. */
export interface WorkspacePackage {
  readonly folder: string;
  readonly manifest: PackageManifest;
  readonly files: RepositoryFiles;
}

/** The packages of the workspace, by folder. */
export function workspacePackages(files: RepositoryFiles): WorkspacePackage[] {
  const folders = [...files.keys()].flatMap((path) => /^(\w+\/[\w-]+)\/package\.json$/.exec(path)?.[1] ?? []).sort();
  return folders.map((folder) => ({
    folder,
    manifest: JSON.parse(files.get(`${folder}/package.json`) ?? "{}"),
    files: new Map([...files].filter(([path]) => path.startsWith(`${folder}/`))),
  }));
}

/** The shipped sources of a package: the files in `src`, without tests, type tests and benches. */
export function sourcesOf({ folder, files }: WorkspacePackage): [path: string, text: string][] {
  return [...files].filter(
    ([path]) => path.startsWith(`${folder}/src/`) && path.endsWith(".ts") && !/\.(test|test-d|bench)\.ts$/.test(path),
  );
}

/** Names of other packages of this workspace that `dependencies` lists. */
export function workspaceNamesIn(dependencies: Readonly<Record<string, string>> | undefined): string[] {
  return Object.entries(dependencies ?? {})
    .filter(([, range]) => range.startsWith("workspace:"))
    .map(([name]) => name)
    .sort();
}
