import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { closedFolders } from "./closed-folders.ts";

const CLOSED = { "packages/a/src/worker": ["errors.ts", "well/"] };
const repository = (files: Readonly<Record<string, string>>) =>
  sampleRepository({ "packages/a/package.json": { name: "@ohcs/a" }, ...files });

test("closedFolders() accepts imports by the index, and allowed dependencies of the folder", () => {
  const files = repository({
    "packages/a/src/index.ts": 'export { run } from "./worker/index.ts"; export { x } from "./dispatch/x.ts";',
    "packages/a/src/dispatch/x.ts": 'import { y } from "../errors.ts"; export const x = y;',
    "packages/a/src/worker/index.ts": 'export { run } from "./deep/run.ts";',
    "packages/a/src/worker/deep/run.ts":
      'import "../../errors.ts"; import "../../well/place.ts"; export const run = 1;',
  });
  expect(closedFolders(files, CLOSED)).toEqual([]);
});

test("closedFolders() reports imports by another file, and forbidden dependencies of the folder, types included", () => {
  const files = repository({
    "packages/a/src/dispatch/x.ts": 'import type { Run } from "../worker/deep/run.ts"; export type X = Run;',
    "packages/a/src/worker/deep/run.ts": 'import type { X } from "../../dispatch/y.ts"; export type Run = X;',
  });
  expect(closedFolders(files, CLOSED)).toEqual([
    {
      path: "packages/a/src/dispatch/x.ts",
      message:
        "imports 'packages/a/src/worker/deep/run.ts': only 'packages/a/src/worker/index.ts' may be imported from outside",
    },
    {
      path: "packages/a/src/worker/deep/run.ts",
      message: "imports 'packages/a/src/dispatch/y.ts': 'packages/a/src/worker' may not depend on it",
    },
  ]);
});
