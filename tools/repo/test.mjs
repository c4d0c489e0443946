import { install } from "./install.mjs";
import { installed, must, tasks } from "./pnpm.mjs";
import { forgetSeenEnvironment, recordEnvironment } from "./seen-environment.mjs";
import { forgetReports, printTotal } from "./test-reports.mjs";

/** `npm test`: everything that must hold, from the formatting to the built programs. */
export function test() {
  install();
  must(installed("@biomejs/biome/bin/biome", "check", "."));
  must(installed("turbo/bin/turbo", "boundaries"));
  forgetReports();
  recordEnvironment();
  const failed = tasks([
    "typecheck",
    "test",
    "test:data",
    "build",
    "test:dist",
    "--continue=always",
    "--output-logs=new-only",
  ]);
  forgetSeenEnvironment();
  const complete = printTotal();
  process.exit(failed === 0 && complete ? 0 : 1);
}

if (process.argv[1] === import.meta.filename) test();
