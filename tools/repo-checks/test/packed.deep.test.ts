import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRepositoryFiles, workspacePackages } from "../src/repository/repository-files.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const published = workspacePackages(readRepositoryFiles(root)).filter(({ manifest }) => !manifest.private);
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { packageManager: string };

/** Files that 'npm run setup' does not make. */
const MADE_LATER = /\.d\.ts$|\.tsbuildinfo$/;

let copy = "";
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "ohcs-packed-"));
  // As right after setup; installed packages are linked instead of copied.
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter: isThereAfterSetup });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const filters = published.map(({ folder }) => `--filter=./${folder}`);
  // One after the other: declarations of one package are made for others too.
  const argv = [...filters, "--workspace-concurrency=1", "pack", "--pack-destination", join(copy, "packed")];
  execFileSync("npm", ["exec", "--yes", packageManager, "--", ...argv], { cwd: copy, stdio: "pipe" });
}, 600_000);
afterAll(() => rmSync(copy, { recursive: true }));

function isThereAfterSetup(path: string): boolean {
  const steps = relative(root, path).split(sep);
  const [first = ""] = steps;
  if ([".git", ".turbo", "node_modules"].includes(first) || steps.includes(".cache")) return false;
  return !(steps.includes("dist") && !steps.includes("node_modules") && MADE_LATER.test(basename(path)));
}

test("every published package is packed", () => {
  expect(readdirSync(join(copy, "packed"))).toHaveLength(published.length);
});

test.for(published)("$manifest.name is packed right after setup with every file that it exports", ({ manifest }) => {
  const { name, exports = {}, bin = {} } = manifest;
  const stem = `${name.replace("@", "").replace("/", "-")}-`;
  const tarball = readdirSync(join(copy, "packed")).find((file) => file.replace(/\d.*$/, "") === stem) ?? "none";
  const packed = execFileSync("tar", ["-tzf", join(copy, "packed", tarball)], { encoding: "utf8" }).split("\n");
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === "string"
      ? [target]
      : Object.entries(target).flatMap(([condition, file]) => (condition === "@ohcs/source" ? [] : [file])),
  );
  const wanted = [...targets, ...Object.values(bin)].map((path) => path.replace("./", "package/"));
  expect(wanted.filter((path) => !packed.includes(path))).toEqual([]);
  expect(wanted.some((path) => path.endsWith(".d.ts"))).toBe(true);
  expect(packed.filter((path) => path.endsWith(".tsbuildinfo"))).toEqual([]);
});

test("in an empty folder, npm installs the tarballs, and one 'npx ohcs run' uses a third party's backend, handler and runner", () => {
  const folder = join(copy, "outside");
  const script = join(root, "tools/repo/outsider.mjs");
  const said = execFileSync(process.execPath, [script, join(copy, "packed"), folder], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 400_000,
  });
  expect(said.trimEnd().split("\n").slice(-3).toSorted()).toEqual(["A01 success", "A02 success", "complete"]);
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), "utf8"));
  const { environment } = read("out/.ohcs/run.json");
  expect(environment.runnerUse).toMatchObject({ use: { module: "acme-runner", export: "limited", version: "1.2.0" } });
  const { images } = read("out/openhcs_metadata.json").subdirectories;
  expect(images.microscope_handler_name).toBe("acme");
  const plan = readFileSync(join(folder, "out/.ohcs/plan.json"), "utf8");
  for (const name of ["acme-backend", "acme-handler"]) expect(plan).toContain(`"module":"${name}"`);
  const stored = readdirSync(join(folder, "out/vault"), { recursive: true, encoding: "utf8" });
  expect(stored.filter((path) => path.endsWith(".tif"))).toHaveLength(16);
  expect(stored.filter((path) => path.includes("A01")).length).toBe(8);
}, 450_000);
