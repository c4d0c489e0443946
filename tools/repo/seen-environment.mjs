import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./pnpm.mjs";

const file = join(root, "node_modules", ".ohcs-environment.json");

/**
 * Writes down the names of the variables that turbo.json lets through and that are set here. A test compares them with
 * what it sees itself: through a file, since a lost variable cannot be detected otherwise.
 */
export function recordEnvironment() {
  const { tasks } = JSON.parse(readFileSync(join(root, "turbo.json"), "utf8"));
  const patterns = tasks.test.env.map((name) => new RegExp(`^${name.replace("*", ".*")}$`));
  const names = Object.keys(process.env).filter((name) => patterns.some((pattern) => pattern.test(name)));
  writeFileSync(file, JSON.stringify(names));
}

/** Deletes the note again: it is true for one run. */
export function forgetSeenEnvironment() {
  rmSync(file, { force: true });
}
