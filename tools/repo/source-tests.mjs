import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installed, root } from "./pnpm.mjs";

/** What a run of source tests writes, below the root or a package. */
const REPORT = ".test-results/source.json";

/**
 * Runs the source tests of the packages that changed since theirs passed, in one process: a Vitest for each would read the same sources
 * again. Turbo says what changed, and which tests are of more than their package; the report of a package names the state in which its
 * tests passed. Returns the exit code.
 */
export function sourceTests() {
  const changed = testTasks().filter(
    ({ hash, directory, resolvedTaskDefinition: { cache } }) => !cache || readReport(directory).passedAt !== hash,
  );
  for (const folder of [".", ...changed.map(({ directory }) => directory)])
    rmSync(join(root, folder, REPORT), { force: true });
  if (changed.length === 0) return 0;
  const exitCode = installed("vitest/vitest.mjs", "run", ...changed.map(({ directory }) => `${directory}/`));
  const { testResults } = readReport(".");
  const hasFailed = ({ status }) => status === "failed";
  // An error outside of any test is nobody's: then nothing has passed.
  const isExplained = exitCode === 0 || testResults.some(hasFailed);
  for (const { hash, directory } of changed) {
    const own = testResults.filter(({ name }) => name.startsWith(`${root.replaceAll("\\", "/")}${directory}/`));
    const passedAt = isExplained && !own.some(hasFailed) ? hash : null;
    const report = join(root, directory, REPORT);
    mkdirSync(dirname(report), { recursive: true });
    writeFileSync(report, JSON.stringify({ passedAt, testResults: own }));
  }
  return exitCode;
}

/** The task `test` of each package, with the hash of everything that its result depends on. */
function testTasks() {
  const turbo = [join(root, "node_modules/turbo/bin/turbo"), "run", "test", "--dry=json"];
  const { tasks } = JSON.parse(
    execFileSync(process.execPath, turbo, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 }),
  );
  return tasks.filter(({ task, command }) => task === "test" && command !== "<NONEXISTENT>");
}

function readReport(folder) {
  const report = join(root, folder, REPORT);
  return existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { passedAt: null, testResults: [] };
}
