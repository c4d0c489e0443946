import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The packages that a module of the user may import from this program. */
const PACKAGES = [
  "@ohcs/compiler",
  "@ohcs/context",
  "@ohcs/executor",
  "@ohcs/filemanager",
  "@ohcs/functions",
  "@ohcs/kernels",
  "@ohcs/microscopes",
  "@ohcs/ngff",
  "@ohcs/testkit",
  "ohcs",
] as const;

/** Every entry of those packages → the URL by which this program, and so a bundle made by it, names it. */
export function programPackages(): Readonly<Record<string, string>> {
  const names = PACKAGES.flatMap(entriesOf);
  return Object.fromEntries(names.map((name) => [name, import.meta.resolve(name)]));
}

const RUNNING = ["compiler", "context", "executor", "filemanager", "functions", "kernels", "microscopes"] as const;

/** Versions of everything of ours that takes part in a run, for its provenance. */
export function programVersions(): Readonly<Record<string, string>> {
  const names = ["ohcs", ...RUNNING.map((name) => `@ohcs/${name}`)];
  return Object.fromEntries(names.map((name) => [name, manifestOf(name).version]));
}

function entriesOf(name: string): readonly string[] {
  return Object.keys(manifestOf(name).exports)
    .filter((path) => !path.endsWith(".json"))
    .map((path) => name + path.slice(1));
}

interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

function manifestOf(name: string): Manifest {
  const file = fileURLToPath(import.meta.resolve(`${name}/package.json`));
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}
