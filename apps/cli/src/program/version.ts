import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The version of this package, as its manifest states it. */
export function version(): string {
  const manifest = createRequire(import.meta.url).resolve("@ohcs/cli/package.json");
  const { version: stated } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
  return stated;
}
