import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { version } from "../program/version.ts";

const PACKAGES = ["compiler", "context", "executor", "filemanager", "functions", "kernels", "microscopes"] as const;

/** Versions of everything of ours that takes part in a run, for its provenance. */
export function programVersions(): Readonly<Record<string, string>> {
  const own = PACKAGES.map((name) => [`@ohcs/${name}`, versionOf(`@ohcs/${name}`)]);
  return { "@ohcs/cli": version(), ...Object.fromEntries(own) };
}

function versionOf(name: string): string {
  const manifest = fileURLToPath(import.meta.resolve(`${name}/package.json`));
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version;
}
