import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folders: string[] = [];
afterEach(() => folders.splice(0).map((folder) => rmSync(folder, { recursive: true })));

/** Builds a package of the given files, as if it were in this workspace, and returns its folder and its output. */
function build(files: Readonly<Record<string, string>>) {
  mkdirSync(join(root, "node_modules", ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, "node_modules", ".cache", "build-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const tsup = join(root, "node_modules", "tsup", "dist", "cli-default.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsup, "--config", join(root, "tsup.config.ts")], {
    cwd: folder,
    encoding: "utf8",
  });
  return { folder, status, said: `${stdout}${stderr}` };
}

const manifest = JSON.stringify({
  name: "@ohcs/sample",
  type: "module",
  exports: {
    ".": { default: "./dist/index.js" },
    "./worker": { default: "./dist/worker/entry.js" },
    "./page": { default: "./dist/page/index.js" },
  },
  bin: { sample: "./dist/sample.js" },
  dependencies: { commander: "catalog:" },
});
const sources = {
  "package.json": manifest,
  "src/index.ts":
    'import { readFile } from "node:fs/promises"; import { Command } from "commander"; export { Command, readFile };',
  "src/shared.ts": "export const shared = [1, 2, 3].map((one) => one + 1);",
  "src/worker/entry.ts": 'export { shared } from "../shared.ts";',
  "src/page/index.ts": 'import { shared } from "../shared.ts"; document.title = String(shared);',
  "src/sample.ts": "#!/usr/bin/env node\nexport {};",
};

test("the build writes what exports and bin name, and keeps imports as they are", () => {
  const { folder, status } = build(sources);
  expect(status).toBe(0);
  expect(
    readdirSync(join(folder, "dist"), { recursive: true })
      .filter((path) => String(path).endsWith(".js"))
      .sort(),
  ).toEqual(["index.js", join("page", "index.js"), "sample.js", join("worker", "entry.js")]);
  const built = readFileSync(join(folder, "dist", "index.js"), "utf8");
  expect(built).toContain('from "node:fs/promises"');
  expect(built).toContain('from "commander"');
  expect(readFileSync(join(folder, "dist", "page", "index.js"), "utf8")).not.toContain("import");
});

test("the build fails when a source imports what package.json does not declare", () => {
  const { status, said } = build({ ...sources, "src/index.ts": 'export { context } from "@ohcs/context";' });
  expect(status).not.toBe(0);
  expect(said).toContain("'@ohcs/context' is not a declared dependency of @ohcs/sample");
});

test("the build fails when an export has no source", () => {
  const { "src/worker/entry.ts": _, ...without } = sources;
  const { status, said } = build(without);
  expect(status).not.toBe(0);
  expect(said).toContain("Cannot build './dist/worker/entry.js': expected a source file 'src/worker/entry.ts'");
});

test("the build takes in packages of many modules, with their licenses", () => {
  const { folder, status } = build({
    "package.json": JSON.stringify({
      ...JSON.parse(manifest),
      bin: {},
      exports: { ".": "./dist/index.js" },
      dependencies: { yaml: "catalog:" },
    }),
    "src/index.ts": 'export { parse } from "yaml";',
    "node_modules/yaml/package.json": JSON.stringify({
      name: "yaml",
      version: "2.0.0",
      type: "module",
      exports: "./index.js",
    }),
    "node_modules/yaml/index.js": 'export { parse } from "./parse.js";',
    "node_modules/yaml/parse.js": "export const parse = JSON.parse;",
    "node_modules/yaml/LICENSE": "Permission is granted",
  });
  expect(status).toBe(0);
  expect(readFileSync(join(folder, "dist", "index.js"), "utf8")).not.toContain("import");
  expect(readFileSync(join(folder, "dist", "third-party-licenses.txt"), "utf8")).toBe(
    "yaml 2.0.0\n\nPermission is granted\n",
  );
});
