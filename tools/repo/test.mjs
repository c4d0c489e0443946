import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { install } from "./install.mjs";
import { installed, must, root, tasks } from "./pnpm.mjs";
import { forgetSeenEnvironment, recordEnvironment } from "./seen-environment.mjs";
import { sourceTests } from "./source-tests.mjs";
import { forgetReports, printTotal } from "./test-reports.mjs";

/** What every change is held to, from the formatting to the built programs; and what else there is to run at full depth. */
const TASKS = ["build", "test:dist"];
const DEEP = ["test:deep"];

/** `npm test`; with `deep`, `npm run test:deep`: all of that with more random cases, and the deep tests. */
export function test({ deep = false } = {}) {
  if (deep) process.env.OHCS_TEST_DEPTH ??= "full";
  install({ deep });
  must(installed("@biomejs/biome/bin/biome", "check", "."));
  must(installed("turbo/bin/turbo", "boundaries"));
  const untyped = checkTypes();
  const names = [...TASKS, ...(hasRealPlates() ? ["test:data"] : []), ...(deep ? DEEP : [])];
  forgetReports();
  recordEnvironment();
  const wrong = sourceTests();
  const failed = tasks([...names, "--continue=always", "--output-logs=new-only"]);
  forgetSeenEnvironment();
  const complete = printTotal(["test", ...names]);
  process.exit([untyped, wrong, failed].every((exitCode) => exitCode === 0) && complete ? 0 : 1);
}

/** Are there plates from outside? Without, each suite on them would be imported only to be skipped. */
function hasRealPlates() {
  const folder = process.env.OHCS_TEST_DATA ?? resolve(root, "../shared/data");
  if (existsSync(folder)) return true;
  console.error(`SKIPPED: tests on real plates, because there is no folder '${folder}' (OHCS_TEST_DATA names another)`);
  return false;
}

/** One process for all packages: each of its own would read the same declarations again. It checks what changed since the last time. */
function checkTypes() {
  const entries = readdirSync(join(root, "packages"))
    .map((name) => `packages/${name}/tsconfig.entry.json`)
    .filter((file) => existsSync(join(root, file)));
  return installed("typescript/bin/tsc", "-b", ".", ...entries);
}

if (process.argv[1] === import.meta.filename) test({ deep: process.argv.includes("--deep") });
