import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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
    "SKIPPED: 'ohcs conform' and 'ohcs run' with examples/backend-sqlite, because better-sqlite3 is not compiled here\n",
  );
const test = everyTest.skipIf(!isCompiled);

const commands = shownCommands(readFileSync(join(folder, "README.md"), "utf8"));

everyTest("the README of the example shows how it is tested", () => {
  expect(commands.map(({ command }) => command.split(" ").slice(0, 2))).toEqual([["ohcs", "conform"]]);
});

test("ohcs conform passes the example's backend", () => {
  for (const { command } of commands) expect(runCommand(command, folder)).toContain("conforms: ");
});

const OHCS = fileURLToPath(new URL("../../../apps/cli/dist/ohcs.js", import.meta.url));

/** Everything in the database of an output plate, in the order of the paths. */
function contentOf(output: string): string {
  const sql = "SELECT path, kind, header, hex(body) AS body FROM entries ORDER BY path";
  const script = `console.log(JSON.stringify(new (require("better-sqlite3"))(process.argv[1]).prepare(${JSON.stringify(sql)}).all()))`;
  const argv = ["-e", script, join(output, "plate.sqlite")];
  return execFileSync(process.execPath, argv, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 });
}

test("ohcs run stores a plate in the example's backend by name, in every runner, killed and resumed to the same content", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "ohcs-sqlite-run-"));
  const argvOf = (output: string, runner: string) =>
    ["run", "plate", "-p", "preset:project", "-o", output, "--runner", runner, "--workers", "2"].concat([
      "--backend",
      join(folder, "src/index.ts#sqliteBackend"),
    ]);
  const ohcs = (argv: readonly string[]) =>
    execFileSync(process.execPath, [OHCS, ...argv], { cwd: scratch, encoding: "utf8", stdio: "pipe" });
  try {
    ohcs(["synth", "plate", "--wells", "8", "--grid", "1x1", "--tile", "256x256", "--cells", "3"]);
    for (const runner of ["threads", "processes"]) ohcs(argvOf(runner, runner));
    const content = contentOf(join(scratch, "threads"));
    expect(content.length).toBeGreaterThan(1000);
    expect(contentOf(join(scratch, "processes"))).toBe(content);
    const child = spawn(process.execPath, [OHCS, ...argvOf("killed", "processes")], { cwd: scratch, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await expect
      .poll(() => existsSync(join(scratch, "killed/plate.sqlite")), { timeout: 20_000, interval: 5 })
      .toBe(true);
    child.kill("SIGKILL");
    await ended;
    ohcs(["resume", "killed"]);
    expect(contentOf(join(scratch, "killed"))).toBe(content);
    const { wells } = JSON.parse(ohcs(["resume", "killed", "--json"]));
    expect(Object.values(wells as Record<string, { status: string }>).every(({ status }) => status === "skipped")).toBe(
      true,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
