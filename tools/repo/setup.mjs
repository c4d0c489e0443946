import { install } from "./install.mjs";
import { must, PROGRESS, tasks } from "./pnpm.mjs";

/** `npm run setup`: from a clone to something that runs; with `deep`, also to what deep tests need. */
export function setup({ deep = false } = {}) {
  install({ deep });
  must(tasks(["build", "--output-logs=errors-only"], PROGRESS));
}

if (process.argv[1] === import.meta.filename) setup({ deep: process.argv.includes("--deep") });
