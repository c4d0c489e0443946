import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { projectReferences } from "./project-references.ts";

const to = (...paths: string[]) => ({ references: paths.map((path) => ({ path })) });
const good = {
  "tsconfig.json": to("packages/a", "packages/b"),
  "packages/a/package.json": { name: "@ohcs/a" },
  "packages/a/src/index.ts": "",
  "packages/a/tsconfig.src.json": {},
  "packages/a/tsconfig.json": to("./tsconfig.src.json"),
  "packages/b/package.json": { name: "@ohcs/b", devDependencies: { "@ohcs/a": "workspace:^", vitest: "catalog:" } },
  "packages/b/src/index.ts": "",
  "packages/b/tsconfig.src.json": {},
  "packages/b/tsconfig.json": to("./tsconfig.src.json", "../a/tsconfig.src.json"),
};

test("projectReferences() accepts references that follow the manifests, and a package that only lists dependencies", () => {
  const files = sampleRepository({ ...good, "tools/c/package.json": { name: "@ohcs/c" } });
  expect(projectReferences(files)).toEqual([]);
});

test("projectReferences() reports a package that the root does not name", () => {
  expect(projectReferences(sampleRepository({ ...good, "tsconfig.json": to("packages/b") }))).toEqual([
    { path: "tsconfig.json", message: "expected references to [packages/a, packages/b], got [packages/b]" },
  ]);
});

test("projectReferences() reports a reference that only tests may have", () => {
  const files = sampleRepository({ ...good, "packages/b/tsconfig.src.json": to("../a/tsconfig.src.json") });
  expect(projectReferences(files)).toEqual([
    {
      path: "packages/b/tsconfig.src.json",
      message: "expected references to [], got [packages/a/tsconfig.src.json]",
    },
  ]);
});
