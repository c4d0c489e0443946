import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type DefinedBackend, isDefinedBackend, sha256Hex } from "@ohcs/context";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ExportKind, locate } from "./locate.ts";
import { absoluteModuleName } from "./module-name.ts";

const STORE = `const store = (name, version) => ({ specVersion: 1, name, version, create() {}, [Symbol.for("@ohcs/backend")]: true });\n`;
const FILES = {
  "one.ts": `${STORE}export const only: unknown = store("only", "1.0.0"); export const other = 5;`,
  "two.ts": `${STORE}export const first = store("first", "1.0.0"); export const second = store("second", "2.0.0");`,
  "default.mts": `${STORE}export const first = store("first", "1.0.0"); export default store("usual", "3.0.0");`,
  "node_modules/acme-store/package.json": `{ "name": "acme-store", "version": "7.1.0", "exports": "./lib/index.mjs" }`,
  "node_modules/acme-store/lib/index.mjs": `${STORE}export const acme = store("acme", "1.2.0");`,
};
const BACKENDS: ExportKind<DefinedBackend> = {
  noun: "backend",
  madeBy: "defineBackend",
  fits: isDefinedBackend,
  versionOf: ({ version }) => version,
  builtIn: { memory: { module: "@ohcs/filemanager/memory", export: "memoryBackend" } },
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-locate-"));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const found = async (named: string) => (await locate(named, { from: folder, kind: BACKENDS })).reference;

test.each([
  ["./one.ts", "only", "1.0.0"],
  ["./two.ts#second", "second", "2.0.0"],
  ["./default.mts", "default", "3.0.0"],
])("locate() names the export of file %s by the hash of its bundle", async (named, name, version) => {
  const { reference, found } = await locate(named, { from: folder, kind: BACKENDS });
  expect(reference).toEqual({ module: `user:${sha256Hex(found.code ?? "")}`, export: name, version });
});

test("locate() finds packages from the user's folder and says which they are", async () => {
  const sha256 = sha256Hex(FILES["node_modules/acme-store/lib/index.mjs"]);
  const expected = { module: "acme-store", export: "acme", version: "1.2.0", packageVersion: "7.1.0", sha256 };
  expect(await found("acme-store")).toEqual(expected);
  expect(await found("acme-store#acme")).toEqual(expected);
});

test("a short name is the module that it stands for", async () => {
  const reference = await found("memory");
  expect(reference).toEqual({ module: "@ohcs/filemanager/memory", export: "memoryBackend", version: "1.0.0" });
  expect(await found("@ohcs/filemanager/memory#memoryBackend")).toEqual(reference);
});

test.each([
  ["./oen.ts", "USER_MODULE_NOT_FOUND", "Did you mean './one.ts' or './two.ts'?"],
  [
    "acme-stoer",
    "USER_MODULE_NOT_FOUND",
    expect.stringMatching(/a package that is installed in the current folder\. Built in are: .*memory/),
  ],
  ["memry", "USER_MODULE_NOT_FOUND", "Did you mean 'memory'?"],
  ["./one.ts#onyl", "USER_EXPORT_MISSING", "Did you mean 'only'?"],
  ["./one.ts#other", "USER_EXPORT_MISSING", expect.stringContaining("'module#export'")],
  ["./two.ts", "USER_EXPORT_MISSING", "Say which: '#first' or '#second'."],
])("locate() of '%s' is %s with the nearest names", async (named, code, remedy) => {
  await expect(found(named)).rejects.toMatchObject({ code, remedy });
});

test("absoluteModuleName() leaves packages and short names as they are", () => {
  const names = ["./a.ts#b", "../a.mjs", "src/a.ts", "acme#x", "@acme/a/b.js", "disk"];
  expect(names.map((named) => absoluteModuleName(named, "/home/here"))).toEqual([
    "/home/here/a.ts#b",
    "/home/a.mjs",
    "/home/here/src/a.ts",
    "acme#x",
    "@acme/a/b.js",
    "disk",
  ]);
});
