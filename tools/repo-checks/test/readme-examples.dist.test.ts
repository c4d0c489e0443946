import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { type ReadmeExample, readmeExample } from "../src/repository/readme-examples.ts";
import { readRepositoryFiles } from "../src/repository/repository-files.ts";
import { workspacePackages } from "../src/repository/workspace-package.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const examples = workspacePackages(readRepositoryFiles(root)).flatMap(({ folder, manifest, files }) => {
  const example = readmeExample(files.get(`${folder}/README.md`) ?? "");
  return example === null || manifest.private ? [] : [{ name: manifest.name, folder, example }];
});

test("every library's README has an example", () => {
  const names = examples.map(({ name }) => name);
  const libraries = workspacePackages(readRepositoryFiles(root)).filter(({ folder }) => folder.startsWith("packages/"));
  expect(libraries.map(({ manifest }) => manifest.name).filter((name) => !names.includes(name))).toEqual([]);
});

test.for(examples)("the example in the README of $name runs and prints what it says", ({ folder, example }) => {
  expect(example.printed.length).toBeGreaterThan(0);
  expect(run(join(root, folder), example)).toEqual(example.printed);
});

/** Runs it inside the package, whose own name and dependencies it imports, in a folder of its own for what it writes. */
function run(folder: string, { code }: ReadmeExample): string[] {
  const scratch = mkdtempSync(join(folder, ".readme-"));
  try {
    const target = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
    writeFileSync(join(scratch, "example.mjs"), ts.transpileModule(code, { compilerOptions: target }).outputText);
    const output = execFileSync(process.execPath, ["example.mjs"], { cwd: scratch, encoding: "utf8", timeout: 60_000 });
    return output.trimEnd().split("\n");
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
