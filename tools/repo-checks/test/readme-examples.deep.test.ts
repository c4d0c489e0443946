import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readmeExample } from "../src/repository/readme-examples.ts";
import { readRepositoryFiles, workspacePackages } from "../src/repository/repository-files.ts";
import { printedBy, withExamples } from "./run-example.ts";

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
  expect(withExamples([{ folder: join(root, folder), example }], printedBy)).toEqual(example.printed);
});
