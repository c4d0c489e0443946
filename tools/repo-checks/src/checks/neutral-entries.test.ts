import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { neutralEntries } from "./neutral-entries.ts";

const exported = (source: string) => ({ "@ohcs/source": source, types: "", default: "" });
const a = { name: "@ohcs/a", exports: { ".": exported("./src/index.ts"), "./disk": exported("./src/disk/index.ts") } };
const b = { name: "@ohcs/b", exports: { ".": exported("./src/index.ts") } };
const disk = 'import { readFile } from "node:fs/promises";';

test("neutralEntries() accepts Node behind a subpath", () => {
  const files = sampleRepository({
    "packages/a/package.json": a,
    "packages/a/src/index.ts": 'export { x } from "./x.ts";',
    "packages/a/src/x.ts": "export const x = 1;",
    "packages/a/src/disk/index.ts": disk,
  });
  expect(neutralEntries(files)).toEqual([]);
});

test("neutralEntries() reports a root that reaches Node through another package, with the path", () => {
  const files = sampleRepository({
    "packages/a/package.json": a,
    "packages/a/src/index.ts": "export const x = 1;",
    "packages/a/src/disk/index.ts": disk,
    "packages/b/package.json": b,
    "packages/b/src/index.ts": 'import { x } from "./x.ts";',
    "packages/b/src/x.ts": 'export { x } from "@ohcs/a/disk";',
  });
  expect(neutralEntries(files)).toEqual([
    {
      path: "packages/b/src/index.ts",
      message:
        "'@ohcs/b' reaches Node: packages/b/src/index.ts → packages/b/src/x.ts → packages/a/src/disk/index.ts → node:fs/promises",
    },
  ]);
});

test("neutralEntries() recognizes Node modules without their prefix", () => {
  const files = sampleRepository({ "packages/b/package.json": b, "packages/b/src/index.ts": 'import "os";' });
  expect(neutralEntries(files)).toMatchObject([{ message: "'@ohcs/b' reaches Node: packages/b/src/index.ts → os" }]);
});

test("neutralEntries() reports a global of Node", () => {
  const files = sampleRepository({
    "packages/b/package.json": b,
    "packages/b/src/index.ts": "export const x = process.pid;",
  });
  expect(neutralEntries(files)).toMatchObject([
    { message: "'@ohcs/b' reaches Node: packages/b/src/index.ts → process" },
  ]);
});
