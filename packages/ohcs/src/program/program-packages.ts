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

function entriesOf(name: string): readonly string[] {
  const manifest = fileURLToPath(import.meta.resolve(`${name}/package.json`));
  const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as {
    readonly exports: Readonly<Record<string, unknown>>;
  };
  return Object.keys(exports)
    .filter((path) => !path.endsWith(".json"))
    .map((path) => name + path.slice(1));
}
