import { install } from "./install.mjs";
import { must, tool } from "./pnpm.mjs";

/** `npm run setup`: from a clone to something that runs. */
export function setup() {
  install();
  must(tool("turbo", "run", "build", "--concurrency=2", "--output-logs=errors-only"));
}

if (process.argv[1] === import.meta.filename) setup();
