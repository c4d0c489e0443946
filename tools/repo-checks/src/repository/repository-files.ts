import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

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
