import { install } from "./install.mjs";
import { must, PROGRESS, tasks } from "./pnpm.mjs";

/** `npm run setup`: from a clone to something that runs. */
export function setup() {
  install();
  must(tasks(["build", "--output-logs=errors-only"], PROGRESS));
}

if (process.argv[1] === import.meta.filename) setup();
