import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package that depends on all others: what an example imports is found from there. */
export const CLI = fileURLToPath(new URL("../../../apps/cli", import.meta.url));

/** What a command line of the built `ohcs` prints, by the shell that a reader would use. @throws where it fails */
export function runCommand(command: string, directory: string): string {
  const env = { ...process.env, NODE: process.execPath, OHCS: join(CLI, "dist/ohcs.js"), NO_COLOR: "1" };
  const line = command.replace(/^ohcs/, '"$NODE" "$OHCS"');
  return execFileSync(line, { cwd: directory, env, encoding: "utf8", timeout: 60_000, shell: "/bin/sh" });
}
