import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository root, with a trailing separator. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Turbo neither phones home nor asks a remote cache. */
const quiet = {
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  TURBO_CACHE: "local:rw",
};

/** Where the output of a stage goes that only prepares: standard output belongs to the program that runs then. */
export const PROGRESS = ["inherit", 2, 2];

/** Runs pnpm at the version that `packageManager` names, fetched by npm; returns the exit code. */
export function pnpm(args, stdio = "inherit") {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return npm(["exec", "--yes", packageManager, "--", ...args], { stdio });
}

/** Runs tasks of the packages in the order of their dependencies; `pnpm exec` puts pnpm on the PATH of turbo. */
export function tasks(args, stdio = "inherit") {
  return pnpm(["exec", "turbo", "run", ...args, "--concurrency=2"], stdio);
}

/** Runs a JavaScript program that is installed in the root, by its path in `node_modules`; returns the exit code. */
export function installed(program, ...args) {
  return run(process.execPath, [join(root, "node_modules", program), ...args]);
}

/** Runs a script of the package in `folder`, quietly; returns the exit code. */
export function runScript(folder, script) {
  return npm(["--prefix", folder, "run", script], { stdio: ["ignore", "ignore", 2] });
}

/** Ends this program when a stage failed. */
export function must(exitCode) {
  if (exitCode !== 0) process.exit(exitCode);
}

/** npm by the file that runs this script (a bare `npm` is no program on Windows), or by name outside `npm run`. */
function npm(args, options) {
  const file = process.env.npm_execpath;
  if (file?.endsWith("npm-cli.js")) return run(process.execPath, [file, ...args], options);
  return run("npm", args, { ...options, shell: process.platform === "win32" });
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...quiet },
    stdio: "inherit",
    ...options,
  });
  if (error) console.error(`Cannot run '${command}': ${error.message}`);
  return status ?? 1;
}
