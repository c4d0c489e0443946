import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./pnpm.mjs";

/** Runs a built program in this very process, in the caller's folder and with the caller's arguments. */
export async function runBuilt(file) {
  const path = join(root, file);
  if (!existsSync(path)) {
    console.error(`Cannot run '${file}': expected it to be built, got no such file; run 'npm run setup' first`);
    process.exit(1);
  }
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  process.argv[1] = path;
  await import(pathToFileURL(path).href);
}
