import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { fileCycles } from "./file-cycles.ts";

const manifest = { "packages/a/package.json": { name: "@ohcs/a" } };

test("fileCycles() accepts files that depend on each other in one direction", () => {
  const files = sampleRepository({
    ...manifest,
    "packages/a/src/index.ts": 'export { x } from "./plate/x.ts"; export { y } from "./y.ts";',
    "packages/a/src/plate/x.ts": 'import { y } from "../y.ts"; export const x = y;',
    "packages/a/src/y.ts": "export const y = 1;",
  });
  expect(fileCycles(files)).toEqual([]);
});

test("fileCycles() reports a cycle, even one of types only", () => {
  const files = sampleRepository({
    ...manifest,
    "packages/a/src/x.ts": 'import type { Y } from "./y.ts"; export type X = Y;',
    "packages/a/src/y.ts": 'export type Y = import("./x.ts").X;',
  });
  expect(fileCycles(files)).toEqual([
    {
      path: "packages/a/src/x.ts",
      message: "cycle packages/a/src/x.ts → packages/a/src/y.ts → packages/a/src/x.ts",
    },
  ]);
});
