import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const THEIRS = new URL("../repo-checks/outsider/", import.meta.url);
/** A program of theirs. */
const HELLO = `import { runPlate } from "ohcs";

const run = runPlate({ plate: "demo", pipeline: "preset:project", output: "hello" });
for await (const event of run.events) if (event.type === "wellFinished") console.log(event.well, event.status);
console.log((await run.result).status);
`;
const PACKAGES = ["acme-backend", "acme-handler", "acme-runner"];

/**
 * The path of a third party: `node tools/repo/outsider.mjs TARBALLS FOLDER` installs the packed packages with npm into
 * an empty folder, puts a backend, a handler and a runner of a third party beside them, and names all three in one `npx
 * ohcs run`.
 */
export function outsider(tarballs, folder) {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`Cannot begin in '${folder}': expected an empty folder`);
  cpSync(THEIRS, folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifestOf(tarballs, folder), null, 2));
  command(folder, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund");
  command(folder, "npx", "ohcs", "synth", "demo", "--wells", "2", "--grid", "2x2", "--tile", "128x128", "--seed", "7");
  const names = ["--handler", "acme-handler", "--backend", "acme-backend#vault", "--runner", "acme-runner"];
  command(folder, "npx", "ohcs", "run", "demo", "-p", "preset:project", "-o", "out", ...names);
  writeFileSync(join(folder, "hello.mjs"), HELLO);
  command(folder, process.execPath, "hello.mjs");
}

/** Every package of ours is a tarball, wherever another one asks for it; all else comes from where npm gets it. */
function manifestOf(tarballs, folder) {
  const files = readdirSync(tarballs).filter((file) => file.endsWith(".tgz"));
  const ours = files.map((file) => [nameOf(file), `file:${relative(folder, join(tarballs, file))}`]);
  const theirs = PACKAGES.map((name) => [name, `file:./${name}`]);
  return {
    private: true,
    type: "module",
    dependencies: Object.fromEntries([...ours, ...theirs]),
    overrides: Object.fromEntries(ours.map(([name]) => [name, `$${name}`])),
  };
}

/** `ohcs-gpu-registry-0.1.0.tgz` is of `@ohcs/gpu-registry`, `ohcs-0.1.0.tgz` of `ohcs`. */
function nameOf(file) {
  const [, rest = ""] = /^ohcs(?:-(.+))?-\d/.exec(file) ?? [];
  return rest === "" ? "ohcs" : `@ohcs/${rest}`;
}

function command(cwd, program, ...args) {
  process.stdout.write(`$ ${[program, ...args].join(" ")}\n`);
  const shell = process.platform === "win32" && program !== process.execPath;
  const { status, error } = spawnSync(program, args, { cwd, stdio: "inherit", shell });
  if (status !== 0)
    throw new Error(`Cannot run '${program} ${args.join(" ")}': ${error?.message ?? `exit code ${status}`}`);
}

const [, script, tarballs, folder] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href) {
  if (folder === undefined) throw new Error("Cannot begin: expected 'node tools/repo/outsider.mjs TARBALLS FOLDER'");
  outsider(resolve(tarballs), resolve(folder));
}
