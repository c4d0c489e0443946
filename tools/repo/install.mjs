import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { must, PROGRESS, pnpm, root, runScript } from "./pnpm.mjs";

const stamp = join(root, "node_modules", ".ohcs-installed");

/** Brings what deep tests alone need: a browser with a driver for Vulkan, and SQLite, as large as much of the rest. */
const DEEP = "@ohcs/deep-tests";

/** Installs exactly what the lock file says, unless that is what lies in `node_modules` already. */
export function install({ deep = false } = {}) {
  const wanted = manifestsHash();
  const found = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  if (found === `${wanted} deep` || (found === wanted && !deep)) return;
  must(pnpm(["install", "--frozen-lockfile", ...(deep ? [] : [`--filter=!${DEEP}`])], PROGRESS));
  // A binary is fetched or compiled; where neither is possible, the tests that need it are skipped and say so.
  if (deep) runScript(join(root, "node_modules/better-sqlite3"), "install");
  writeFileSync(stamp, deep ? `${wanted} deep` : wanted);
}

function manifestsHash() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json", ...packageManifests()]) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function packageManifests() {
  return ["packages", "apps", "tools", "examples"]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`))
    .filter((file) => existsSync(join(root, file)))
    .sort();
}
