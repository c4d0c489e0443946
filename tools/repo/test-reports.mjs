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

/** Deletes the reports of earlier runs, so that none of them is counted; those of source tests count while their package is as it was. */
export function forgetReports() {
  for (const folder of packageFolders())
    for (const file of Object.values(REPORTS))
      if (file !== REPORTS.test) rmSync(join(folder, ".test-results", file), { force: true });
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
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  const outcomes = testResults.flatMap(({ status, assertionResults: tests }) =>
    status === "failed" && tests.length === 0 ? [{ status }] : tests,
  );
  const count = (...names) => outcomes.filter(({ status }) => names.includes(status)).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped", "pending", "todo") };
}

function packageFolders() {
  return ["packages", "apps", "tools", "examples"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
    .filter((folder) => existsSync(join(folder, "package.json")));
}
