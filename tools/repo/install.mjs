import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { must, PROGRESS, pnpm, root } from "./pnpm.mjs";

const stamp = join(root, "node_modules", ".ohcs-installed");

/** Installs exactly what the lock file says, unless that is what lies in `node_modules` already. */
export function install() {
  const wanted = manifestsHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  must(pnpm(["install", "--frozen-lockfile"], PROGRESS));
  writeFileSync(stamp, wanted);
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
