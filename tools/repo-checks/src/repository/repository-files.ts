import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

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

/** One violation of a rule: its place and a message. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** The text files of the workspace's packages, by path from the root with forward slashes. */
export type RepositoryFiles = ReadonlyMap<string, string>;

const PACKAGE_FOLDERS = ["packages", "apps", "tools", "examples"];
const GENERATED = new Set(["node_modules", "dist", ".turbo", ".test-results", "__pycache__", ".venv"]);
const READ = /\.(ts|mts|mjs|tsx|json|md)$/;

/** Reads the packages below `root`, without generated or installed files. */
export function readRepositoryFiles(root: string): RepositoryFiles {
  const files = new Map<string, string>();
  files.set("tsconfig.json", readFileSync(join(root, "tsconfig.json"), "utf8"));
  for (const folder of PACKAGE_FOLDERS) {
    for (const path of textFilesBelow(root, folder)) files.set(path, readFileSync(join(root, path), "utf8"));
  }
  return files;
}

function textFilesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return GENERATED.has(entry.name) ? [] : textFilesBelow(root, path);
    return entry.isFile() && READ.test(entry.name) ? [path] : [];
  });
}

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

/** The package that a bare specifier names: `@ohcs/filemanager` of `@ohcs/filemanager/disk`. */
export function packageOf(specifier: string): string {
  const segments = specifier.split("/");
  return segments.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
