import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PACKAGES = ["compiler", "context", "executor", "filemanager", "functions", "kernels", "microscopes"] as const;

/** Versions of everything of ours that takes part in a run, for its provenance. */
export function programVersions(): Readonly<Record<string, string>> {
  const names = ["ohcs", ...PACKAGES.map((name) => `@ohcs/${name}`)];
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]));
}

function versionOf(name: string): string {
  const manifest = fileURLToPath(import.meta.resolve(`${name}/package.json`));
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version;
}
