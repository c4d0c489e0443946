import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
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

/** Runs pnpm at the version that `packageManager` names, fetched by npm; returns the exit code. */
export function pnpm(...args) {
  const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  return npm("exec", "--yes", packageManager, "--", ...args);
}

/** Runs a program of the workspace's own `node_modules/.bin`, with pnpm on its PATH; returns the exit code. */
export function tool(name, ...args) {
  return pnpm("exec", name, ...args);
}

/** Ends this program when a stage failed. */
export function must(exitCode) {
  if (exitCode !== 0) process.exit(exitCode);
}

/** npm by the file that runs this script (a bare `npm` is no program on Windows), or by name outside `npm run`. */
function npm(...args) {
  const file = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : undefined;
  const [command, before] = file ? [process.execPath, [file]] : ["npm", []];
  const shell = !file && process.platform === "win32";
  const { status, error } = spawnSync(command, [...before, ...args], {
    cwd: root,
    env: { ...process.env, ...quiet },
    shell,
    stdio: "inherit",
  });
  if (error) console.error(`Cannot run npm: ${error.message}`);
  return status ?? 1;
}
