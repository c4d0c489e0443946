import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { declaredImports } from "./declared-imports.ts";

const manifest = {
  name: "@ohcs/a",
  dependencies: { "@ohcs/context": "workspace:^", yaml: "catalog:" },
  devDependencies: { vitest: "catalog:" },
};

test("declaredImports() accepts declared packages, their subpaths, itself and modules of Node", () => {
  const files = sampleRepository({
    "packages/a/package.json": manifest,
    "packages/a/src/index.ts":
      'import "@ohcs/context/x"; import "node:fs";\nimport.meta.resolve("@ohcs/a/worker"); await import("yaml");',
    "packages/a/src/index.test.ts": 'import { test } from "vitest"; import "yaml";',
  });
  expect(declaredImports(files)).toEqual([]);
});

test("declaredImports() reports an undeclared import of a source and of a test", () => {
  const files = sampleRepository({
    "packages/a/package.json": manifest,
    "packages/a/src/index.ts": 'import "@ohcs/context"; import "yaml"; import type { T } from "vitest";',
    "packages/a/src/index.test.ts": 'import fc from "fast-check";',
  });
  expect(declaredImports(files)).toEqual([
    { path: "packages/a/src/index.ts", message: "expected 'vitest' to be listed in dependencies" },
    { path: "packages/a/src/index.test.ts", message: "expected 'fast-check' to be listed in devDependencies" },
  ]);
});

test("declaredImports() reports a dependency that only a test uses", () => {
  const files = sampleRepository({
    "packages/a/package.json": manifest,
    "packages/a/src/index.ts": 'export const module = "@ohcs/context";',
    "packages/a/src/index.test.ts": 'import "yaml";',
  });
  expect(declaredImports(files)).toEqual([
    { path: "packages/a/package.json", message: "no source uses the dependency 'yaml'" },
  ]);
});

test("declaredImports() reports a source that is named as it will be once built", () => {
  const files = sampleRepository({
    "packages/a/package.json": { name: "@ohcs/a" },
    "packages/a/src/index.ts": 'import "./a.ts"; import "./b.js";',
  });
  expect(declaredImports(files)).toEqual([
    { path: "packages/a/src/index.ts", message: "expected './b.js' to end with .ts" },
  ]);
});

test("declaredImports() accepts optional dependencies as declared", () => {
  const optional = { name: "@ohcs/a", optionalDependencies: { "better-sqlite3": "catalog:", sharp: "catalog:" } };
  const files = sampleRepository({
    "packages/a/package.json": optional,
    "packages/a/src/index.ts": 'import "better-sqlite3";',
  });
  expect(declaredImports(files)).toEqual([
    { path: "packages/a/package.json", message: "no source uses the dependency 'sharp'" },
  ]);
});
