import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./pnpm.mjs";

/** Script of a package → the report that its test run writes; a cached run brings its report back. */
const REPORTS = {
  test: "source.json",
  "test:data": "data.json",
  "test:dist": "dist.json",
  "test:deep": "deep.json",
};

/** Deletes the reports of earlier runs, so that none of them is counted. */
export function forgetReports() {
  for (const folder of packageFolders()) rmSync(join(folder, ".test-results"), { recursive: true, force: true });
}

/** Prints the sum over the test runs of `tasks` as one line; false when a run left no report, or none ran a test. */
export function printTotal(tasks) {
  const runs = packageFolders().flatMap((folder) => runsOf(folder, tasks));
  const silent = runs.filter(({ counts }) => counts === undefined);
  for (const { report } of silent)
    console.error(`Cannot count '${report}': expected a test run to write it, got no such file`);
  const sum = (count) => runs.reduce((total, { counts }) => total + (counts?.[count] ?? 0), 0);
  const [passed, failed, skipped] = [sum("passed"), sum("failed"), sum("skipped")];
  if (passed === 0) console.error("Cannot call the tests complete: expected some to pass, got none");
  console.log(`total: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  return silent.length === 0 && failed === 0 && passed > 0;
}

function runsOf(folder, tasks) {
  const { scripts = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.entries(REPORTS)
    .filter(([script]) => tasks.includes(script) && script in scripts)
    .map(([, file]) => join(folder, ".test-results", file))
    .map((report) => ({ report, counts: existsSync(report) ? countsOf(report) : undefined }));
}

/** A file that fails before its first test counts as one failure. */
function countsOf(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

function packageFolders() {
  return ["packages", "apps", "tools", "examples"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
    .filter((folder) => existsSync(join(folder, "package.json")));
}
