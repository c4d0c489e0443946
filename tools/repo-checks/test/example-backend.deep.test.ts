import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as everyTest, expect } from "vitest";
import { shownCommands } from "../src/repository/readme-examples.ts";
import { runCommand } from "./run-command.ts";

const folder = fileURLToPath(new URL("../../../examples/backend-sqlite", import.meta.url));

/** Is better-sqlite3 compiled? Deep tests alone install it, as the README of the example says. */
const isCompiled = (() => {
  try {
    execFileSync(process.execPath, ["-e", "new (require('better-sqlite3'))(':memory:')"], {
      cwd: folder,
      stdio: "pipe",
    });
    return true;
  } catch {
    return false;
  }
})();
if (!isCompiled)
  process.stderr.write(
    "SKIPPED: 'ohcs conform' of examples/backend-sqlite, because better-sqlite3 is not compiled here\n",
  );
const test = everyTest.skipIf(!isCompiled);

const commands = shownCommands(readFileSync(join(folder, "README.md"), "utf8"));

everyTest("the README of the example shows how it is tested", () => {
  expect(commands.map(({ command }) => command.split(" ").slice(0, 2))).toEqual([["ohcs", "conform"]]);
});

test("ohcs conform passes the example's backend", () => {
  for (const { command } of commands) expect(runCommand(command, folder)).toContain("conforms: ");
});
