import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { packageGraph } from "./project-references.ts";

const drawn = { "@ohcs/a": [], "@ohcs/b": ["@ohcs/a"] };
const a = { name: "@ohcs/a" };
const b = { name: "@ohcs/b", dependencies: { "@ohcs/a": "workspace:^", yaml: "catalog:" } };

test("packageGraph() accepts the drawn edges", () => {
  const files = sampleRepository({ "packages/a/package.json": a, "packages/b/package.json": b });
  expect(packageGraph(files, drawn)).toEqual([]);
});

test("packageGraph() reports an edge that is not drawn and one that is missing", () => {
  const files = sampleRepository({
    "packages/a/package.json": { ...a, dependencies: { "@ohcs/b": "workspace:^" } },
    "packages/b/package.json": { name: "@ohcs/b" },
  });
  expect(packageGraph(files, drawn)).toEqual([
    { path: "packages/a/package.json", message: "expected dependencies on [], got [@ohcs/b]" },
    { path: "packages/b/package.json", message: "expected dependencies on [@ohcs/a], got []" },
  ]);
});

test("packageGraph() reports a package that is not drawn and one that does not exist", () => {
  const files = sampleRepository({
    "packages/a/package.json": a,
    "packages/c/package.json": { name: "@ohcs/c" },
  });
  expect(packageGraph(files, drawn)).toEqual([
    { path: "packages", message: "expected the drawn package '@ohcs/b' to exist" },
    { path: "packages/c/package.json", message: "expected '@ohcs/c' to be drawn in the architecture" },
  ]);
});

test("packageGraph() reports a cycle that only tests make", () => {
  const files = sampleRepository({
    "packages/a/package.json": { ...a, devDependencies: { "@ohcs/b": "workspace:^" } },
    "packages/b/package.json": b,
  });
  expect(packageGraph(files, drawn)).toEqual([{ path: "packages", message: "cycle @ohcs/a → @ohcs/b → @ohcs/a" }]);
});
